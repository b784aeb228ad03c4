package io.freshet.store.lucene;

import io.freshet.store.rank.Scored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/** Finds the chunks nearest to a vector, best first, equal ones by id; exactly while few pass the filter. */
final class VectorLeg {
    /** Up to this many candidates every vector is compared; a graph saves nothing worth its inexactness there. */
    static final long EXACT_UP_TO = 20_000;

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparing(Scored::score).reversed().thenComparing(Scored::id);

    private final IndexSearcher searcher;
    private final float[] vector;
    private final Query filter;
    private final int limit;

    private VectorLeg(IndexSearcher searcher, float[] vector, Query filter, int limit) {
        this.searcher = searcher;
        this.vector = vector;
        this.filter = filter;
        this.limit = limit;
    }

    /**
     * Searches by graph where more rows than {@code exactUpTo} may pass the filter.
     *
     * @param vector of unit length
     */
    static List<Scored> search(IndexSearcher searcher, float[] vector, Query filter, int limit, long exactUpTo)
            throws IOException {
        return new VectorLeg(searcher, vector, filter, limit).search(exactUpTo);
    }

    private List<Scored> search(long exactUpTo) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Scored> hits = rowsAtMost(weight) <= exactUpTo ? exact(weight) : byGraph();
        hits.sort(BEST_FIRST);
        return hits.size() <= limit ? hits : hits.subList(0, limit);
    }

    private long rowsAtMost(Weight weight) throws IOException {
        long rows = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            ScorerSupplier supplier = weight.scorerSupplier(leaf);
            rows += supplier == null ? 0 : supplier.cost();
        }
        return rows;
    }

    private List<Scored> byGraph() throws IOException {
        KnnFloatVectorQuery query = new KnnFloatVectorQuery(Fields.VECTOR, vector, limit, filter);
        ScoreDoc[] found = searcher.search(query, limit).scoreDocs;
        Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc)); // vectors are read forward only
        List<Scored> hits = new ArrayList<>();
        LeafReaderContext leaf = null;
        FloatVectorValues vectors = null;
        for (ScoreDoc hit : found) {
            LeafReaderContext itsLeaf = leafOf(hit.doc);
            if (leaf != itsLeaf) {
                leaf = itsLeaf;
                vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            }
            int doc = hit.doc - itsLeaf.docBase;
            if (vectors != null && vectors.advance(doc) == doc) {
                // As exactly as without a graph: the score of the search has been halved and shifted.
                hits.add(new Scored(idOf(hit.doc), hit.doc, VectorUtil.dotProduct(vector, vectors.vectorValue())));
            }
        }
        return hits;
    }

    private LeafReaderContext leafOf(int row) {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(row, leaves));
    }

    private List<Scored> exact(Weight weight) throws IOException {
        List<Near> rows = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer matches = weight.scorer(leaf);
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            if (matches != null && vectors != null) {
                measure(leaf, matches.iterator(), vectors, rows);
            }
        }
        rows.sort(Comparator.comparing(Near::similarity).reversed());
        return bestWithTies(rows);
    }

    private void measure(LeafReaderContext leaf, DocIdSetIterator matches, FloatVectorValues vectors, List<Near> rows)
            throws IOException {
        var live = leaf.reader().getLiveDocs();
        for (int doc = matches.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matches.nextDoc()) {
            if ((live == null || live.get(doc)) && vectors.advance(doc) == doc) {
                rows.add(new Near(leaf.docBase + doc, VectorUtil.dotProduct(vector, vectors.vectorValue())));
            }
        }
    }

    /** As many as wanted, and all that are as good as the last of them: ids, which cost a look-up, then decide. */
    private List<Scored> bestWithTies(List<Near> rows) throws IOException {
        List<Scored> hits = new ArrayList<>();
        for (Near row : rows) {
            if (hits.size() >= limit && row.similarity() < hits.get(limit - 1).score()) {
                break;
            }
            hits.add(new Scored(idOf(row.row()), row.row(), row.similarity()));
        }
        return hits;
    }

    private String idOf(int row) throws IOException {
        LeafReaderContext leaf = leafOf(row);
        SortedDocValues ids = DocValues.getSorted(leaf.reader(), Fields.CHUNK_ID);
        if (!ids.advanceExact(row - leaf.docBase)) {
            throw new IOException("a chunk's row has no id");
        }
        BytesRef id = ids.lookupOrd(ids.ordValue());
        return Fields.id(id).toString();
    }

    private record Near(int row, float similarity) {}
}
