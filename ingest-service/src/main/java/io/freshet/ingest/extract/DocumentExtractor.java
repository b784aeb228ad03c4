package io.freshet.ingest.extract;

/** Turns a file into blocks of text. Safe for many threads; every call ends in bounded time. */
public interface DocumentExtractor extends AutoCloseable {

    /**
     * Reads one file.
     *
     * @throws WorkerUnavailableException when no file could be read now; it says nothing about this one
     */
    Extraction extract(SourceFile file) throws InterruptedException, WorkerUnavailableException;

    @Override
    void close();
}
