package io.freshet.store.lucene;

import java.io.IOException;
import java.util.function.IntFunction;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;

/**
 * Vectors with a graph in large segments, over rounded vectors in very large ones, and without a graph in all others, where
 * comparing every vector costs less than the graph did. The files are Lucene's own; the segment says which they are.
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
    private final KnnVectorsFormat rounded = new Lucene99HnswScalarQuantizedVectorsFormat();
    private final IntFunction<Kind> bySize;

    /** How the vectors of a segment are stored. */
    enum Kind {
        FLAT,
        GRAPH,
        /** The graph is walked by vectors of a byte per dimension; the whole ones are there too. */
        ROUNDED
    }

    /** For reading: how Lucene makes it. */
    public SizedVectorsFormat() {
        this(rows -> Kind.FLAT);
    }

    /** @param bySize how a segment of so many rows is stored when it is made of others */
    SizedVectorsFormat(IntFunction<Kind> bySize) {
        super(NAME);
        this.bySize = bySize;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        // What comes from memory is small and soon merged, and its size is not known yet.
        boolean merged = state.context.context == IOContext.Context.MERGE;
        Kind kind = merged ? bySize.apply(state.segmentInfo.maxDoc()) : Kind.FLAT;
        state.segmentInfo.putAttribute(KIND, kind.name());
        return switch (kind) {
            case FLAT -> flat.fieldsWriter(state);
            case GRAPH -> graph.fieldsWriter(state);
            case ROUNDED -> rounded.fieldsWriter(state);
        };
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return switch (kind(state.segmentInfo)) {
            case FLAT -> new FlatReader(flat.fieldsReader(state));
            case GRAPH -> graph.fieldsReader(state);
            case ROUNDED -> rounded.fieldsReader(state);
        };
    }

    private static Kind kind(SegmentInfo segment) throws IOException {
        String name = segment.getAttribute(KIND);
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IOException("the vectors of segment " + segment.name + " are of a later build: " + name);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MAX_DIMENSIONS;
    }
}
