package io.freshet.store.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's graph of vectors without its limit of 1024 dimensions, which many hosted models exceed.
 *
 * <p>It carries the name of the format that it is made of, so segments are read by Lucene's own.
 */
final class LongVectorsFormat extends KnnVectorsFormat {
    static final int MAX_DIMENSIONS = 8_192;

    private final KnnVectorsFormat lucene;

    LongVectorsFormat() {
        this(new Lucene99HnswVectorsFormat());
    }

    private LongVectorsFormat(KnnVectorsFormat lucene) {
        super(lucene.getName());
        this.lucene = lucene;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return lucene.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return lucene.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MAX_DIMENSIONS;
    }
}
