package io.freshet.store.lucene;

import java.io.IOException;
import java.util.function.IntPredicate;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;

/**
 * Vectors with a graph in large segments and without one in all others, where comparing every vector costs less than the
 * graph did. The files are Lucene's own; the segment says which they are.
 *
 * <p>It also takes more than Lucene's 1024 dimensions, which many hosted models exceed. Lucene finds it by its name, so the
 * name stays, and so does what each {@link Kind} means.
 */
public final class SizedVectorsFormat extends KnnVectorsFormat {
    static final int MAX_DIMENSIONS = 8_192;
    private static final String NAME = "FreshetSized";
    private static final String KIND = "freshet.vectors";

    private final Lucene99FlatVectorsFormat flat =
            new Lucene99FlatVectorsFormat(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());
    private final KnnVectorsFormat graph = new Lucene99HnswVectorsFormat();
    private final IntPredicate wantsGraph;

    /** How the vectors of a segment are stored. */
    enum Kind {
        FLAT,
        GRAPH
    }

    /** For reading: how Lucene makes it. */
    public SizedVectorsFormat() {
        this(rows -> false);
    }

    /** @param wantsGraph whether a segment of so many rows gets a graph when it is made of others */
    SizedVectorsFormat(IntPredicate wantsGraph) {
        super(NAME);
        this.wantsGraph = wantsGraph;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        // What comes from memory is small and soon merged, and its size is not known yet.
        boolean merged = state.context.context == IOContext.Context.MERGE;
        Kind kind = merged && wantsGraph.test(state.segmentInfo.maxDoc()) ? Kind.GRAPH : Kind.FLAT;
        state.segmentInfo.putAttribute(KIND, kind.name());
        return kind == Kind.GRAPH ? graph.fieldsWriter(state) : flat.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        String kind = state.segmentInfo.getAttribute(KIND);
        if (Kind.GRAPH.name().equals(kind)) {
            return graph.fieldsReader(state);
        } else if (Kind.FLAT.name().equals(kind)) {
            return new FlatReader(flat.fieldsReader(state));
        }
        throw new IOException("the vectors of segment " + state.segmentInfo.name + " are of a later build: " + kind);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MAX_DIMENSIONS;
    }
}
