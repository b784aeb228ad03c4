package io.freshet.store.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.FlatVectorsReader;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.jspecify.annotations.Nullable;

/** Reads vectors that have no graph: a search compares each of them, where Lucene's own reader finds nothing. */
final class FlatReader extends KnnVectorsReader {
    private final FlatVectorsReader flat;

    FlatReader(FlatVectorsReader flat) {
        this.flat = flat;
    }

    @Override
    public void search(String field, float[] target, KnnCollector collector, @Nullable Bits acceptDocs)
            throws IOException {
        search(flat.getRandomVectorScorer(field, target), collector, acceptDocs);
    }

    @Override
    public void search(String field, byte[] target, KnnCollector collector, @Nullable Bits acceptDocs)
            throws IOException {
        search(flat.getRandomVectorScorer(field, target), collector, acceptDocs);
    }

    private static void search(@Nullable RandomVectorScorer vectors, KnnCollector collector, @Nullable Bits acceptDocs)
            throws IOException {
        if (vectors == null) {
            return;
        }
        for (int i = 0; i < vectors.maxOrd() && !collector.earlyTerminated(); i++) {
            int row = vectors.ordToDoc(i);
            if (acceptDocs == null || acceptDocs.get(row)) {
                collector.incVisitedCount(1);
                collector.collect(row, vectors.score(i));
            }
        }
    }

    @Override
    public FloatVectorValues getFloatVectorValues(String field) throws IOException {
        return flat.getFloatVectorValues(field);
    }

    @Override
    public ByteVectorValues getByteVectorValues(String field) throws IOException {
        return flat.getByteVectorValues(field);
    }

    @Override
    public void checkIntegrity() throws IOException {
        flat.checkIntegrity();
    }

    @Override
    public long ramBytesUsed() {
        return flat.ramBytesUsed();
    }

    @Override
    public void close() throws IOException {
        flat.close();
    }
}
