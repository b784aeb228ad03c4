package io.freshet.store.lucene;

import io.freshet.store.lucene.SizedVectorsFormat.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** Lucene's writer on one directory, with the searchers that see its writes before they are committed. */
final class OpenIndex implements Closeable {
    private static final double BUFFER_MEGABYTES = 16;
    /** What is written from memory has no graph; were it large, a search would compare all of it until it is merged. */
    private static final int BUFFER_ROWS = 1_000;

    private static final int WAITING_MERGES = 6;
    /** A smaller segment has no graph: comparing its vectors costs no more than walking one. */
    private static final int GRAPH_FROM = 2_000;
    /** From here on it pays that a search touches a quarter of the memory. */
    private static final int ROUNDED_FROM = 100_000;

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
        return open(directory, OpenIndex::graphsWhereTheyPay);
    }

    static OpenIndex open(Directory directory, Vectors vectors) throws IOException {
        IndexWriter writer = null;
        try {
            Codec codec = new Codec(vectors);
            writer = new IndexWriter(directory, config(codec));
            codec.writer = writer;
            return new OpenIndex(directory, writer, new SearcherManager(writer, new ChunkSearcherFactory()));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw e;
        }
    }

    /** How an index writes its vectors; it may look at how many rows there are. */
    @FunctionalInterface
    interface Vectors {
        KnnVectorsFormat format(LongSupplier rowsInIndex);
    }

    /** Where all vectors are compared anyway no segment needs a graph. */
    private static KnnVectorsFormat graphsWhereTheyPay(LongSupplier rowsInIndex) {
        return new SizedVectorsFormat(rows -> {
            if (rows < GRAPH_FROM || rowsInIndex.getAsLong() <= VectorLeg.EXACT_UP_TO) {
                return Kind.FLAT;
            }
            return rows < ROUNDED_FROM ? Kind.GRAPH : Kind.ROUNDED;
        });
    }

    private static IndexWriterConfig config(Codec codec) {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(WAITING_MERGES, 1);
        IndexWriterConfig config = new IndexWriterConfig();
        config.setSimilarity(new ExactBm25(0));
        config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
        config.setMaxBufferedDocs(BUFFER_ROWS);
        config.setMergeScheduler(merges);
        config.setCodec(codec);
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
        private final KnnVectorsFormat vectors;
        private volatile @Nullable IndexWriter writer;

        Codec(Vectors vectors) {
            this.vectors = vectors.format(this::rows);
        }

        /** With those that were replaced and not yet merged away; there is no cheaper way to know. */
        private long rows() {
            IndexWriter known = writer;
            return known == null ? 0 : known.getPendingNumDocs();
        }

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return vectors;
        }
    }
}
