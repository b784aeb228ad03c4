package io.freshet.ingest.content;

/** A store that also gives back what it keeps. */
public interface ClaimCheckStore extends ContentStore {

    /**
     * Returns the file, which whoever asked closes.
     *
     * @throws ContentRefusedException when there is no such file
     * @throws ContentUnavailableException when the store cannot be reached now
     */
    FileContent fetch(ClaimCheck check)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException;

    /** Throws, with a message for the operator, when the store does not work. */
    void check() throws Exception;
}
