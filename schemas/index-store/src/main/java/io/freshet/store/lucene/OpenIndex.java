package io.freshet.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;

/** Lucene's writer on one directory, with the searchers that see its writes before they are committed. */
final class OpenIndex implements Closeable {
    private static final double BUFFER_MEGABYTES = 16;
    private static final int WAITING_MERGES = 6;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private OpenIndex(Directory directory, IndexWriter writer, SearcherManager searchers) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    /** Opens what is in the directory, and closes the directory in the end or when that fails. */
    static OpenIndex open(Directory directory) throws IOException {
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, config());
            return new OpenIndex(directory, writer, new SearcherManager(writer, new ChunkSearcherFactory()));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw e;
        }
    }

    private static IndexWriterConfig config() {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(WAITING_MERGES, 1);
        IndexWriterConfig config = new IndexWriterConfig();
        config.setSimilarity(new ExactBm25(0));
        config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
        config.setMergeScheduler(merges);
        config.setCodec(new Codec());
        return config;
    }

    IndexWriter writer() {
        return writer;
    }

    SearcherManager searchers() {
        return searchers;
    }

    /** Closes without keeping what was not committed. */
    void abandon() {
        IOUtils.closeWhileHandlingException(searchers);
        try {
            writer.rollback();
        } catch (IOException | RuntimeException e) {
            // It is given up because it is broken already.
            IOUtils.closeWhileHandlingException(writer);
        }
        IOUtils.closeWhileHandlingException(directory);
    }

    /** Commits and closes. */
    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer, directory);
    }

    /** Lucene's current codec; its name stays in the segments, so any Lucene that knows that codec can read them. */
    private static final class Codec extends Lucene912Codec {
        private final KnnVectorsFormat vectors = new LongVectorsFormat();

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return vectors;
        }
    }
}
