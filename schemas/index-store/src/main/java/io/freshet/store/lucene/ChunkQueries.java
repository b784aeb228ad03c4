package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.Filter;
import io.freshet.store.UnitVector;
import io.freshet.store.rank.Fused;
import io.freshet.store.rank.LegFusion;
import io.freshet.store.rank.Scored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Answers queries for chunks from one view of one tenant's index. */
final class ChunkQueries {
    /** What each leg of a hybrid query fetches at least: fewer would change how its scores are scaled. */
    private static final int LEG_LIMIT = 100;

    private static final Sort READING_ORDER = new Sort(
            new SortField(Fields.ORDER, SortField.Type.STRING), new SortField(Fields.CHUNK_ID, SortField.Type.STRING));

    private final IndexSearcher searcher;
    private final long exactUpTo;

    ChunkQueries(IndexSearcher searcher) {
        this(searcher, VectorLeg.EXACT_UP_TO);
    }

    ChunkQueries(IndexSearcher searcher, long exactUpTo) {
        this.searcher = searcher;
        this.exactUpTo = exactUpTo;
    }

    List<ChunkHit> search(ChunkQuery query) throws IOException {
        List<Fused> found =
                switch (query.mode()) {
                    case KEYWORD ->
                        keywordLeg(query, query.limit()).stream()
                                .map(Fused::ofKeyword)
                                .toList();
                    case VECTOR ->
                        vectorLeg(query, query.limit()).stream()
                                .map(Fused::ofVector)
                                .toList();
                    case HYBRID -> hybrid(query);
                };
        List<ChunkHit> hits = new ArrayList<>();
        for (Fused hit : found.subList(0, Math.min(found.size(), query.limit()))) {
            hits.add(new ChunkHit(chunk(hit.row()), hit.score(), hit.keyword(), hit.similarity()));
        }
        return hits;
    }

    private List<Fused> hybrid(ChunkQuery query) throws IOException {
        int limit = Math.max(LEG_LIMIT, query.limit());
        List<Scored> keywordLeg = query.alpha() < 1 ? keywordLeg(query, limit) : List.of();
        List<Scored> vectorLeg = query.alpha() > 0 ? vectorLeg(query, limit) : List.of();
        return new LegFusion(query.fusion(), query.alpha()).fuse(keywordLeg, vectorLeg);
    }

    private List<Scored> keywordLeg(ChunkQuery query, int limit) throws IOException {
        return KeywordLeg.search(searcher, query.text(), FilterQueries.of(query.filter()), limit);
    }

    private List<Scored> vectorLeg(ChunkQuery query, int limit) throws IOException {
        float[] vector = query.vector();
        if (vector == null) {
            return List.of();
        }
        float[] unit = UnitVector.of(vector)
                .orElseThrow(() -> new IllegalArgumentException("the query's vector has no direction"));
        return VectorLeg.search(searcher, unit, FilterQueries.of(query.filter()), limit, exactUpTo);
    }

    List<Chunk> inReadingOrder(String documentId, String after, int limit) throws IOException {
        BooleanQuery.Builder query = ofDocument(documentId);
        if (!after.isEmpty()) {
            query.add(
                    SortedDocValuesField.newSlowRangeQuery(Fields.ORDER, new BytesRef(after), null, false, false),
                    Occur.FILTER);
        }
        return inReadingOrder(query, limit);
    }

    List<Chunk> passage(String documentId, UUID parent, int limit) throws IOException {
        Query ofPassage = new TermQuery(new Term(Fields.PARENT, Fields.idBytes(parent)));
        return inReadingOrder(ofDocument(documentId).add(ofPassage, Occur.FILTER), limit);
    }

    private static BooleanQuery.Builder ofDocument(String documentId) {
        Query ofDocument = new TermQuery(new Term(Fields.nameOf(Filter.Field.DOCUMENT_ID), documentId));
        return new BooleanQuery.Builder().add(ofDocument, Occur.FILTER);
    }

    private List<Chunk> inReadingOrder(BooleanQuery.Builder query, int limit) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (ScoreDoc row : searcher.search(query.build(), limit, READING_ORDER).scoreDocs) {
            chunks.add(chunk(row.doc));
        }
        return chunks;
    }

    private Chunk chunk(int row) throws IOException {
        return ChunkRow.chunk(Rows.bytes(searcher, row));
    }
}
