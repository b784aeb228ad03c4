package io.freshet.store.lucene;

import io.freshet.store.rank.Scored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Finds the chunks that have a word of the query, best first, equal ones by id. */
final class KeywordLeg {
    private static final Sort BY_SCORE_THEN_ID =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.CHUNK_ID, SortField.Type.STRING));

    private KeywordLeg() {}

    static List<Scored> search(IndexSearcher searcher, String text, Query filter, int limit) throws IOException {
        Map<String, Integer> words = QueryWords.of(text);
        if (words.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(filter, Occur.FILTER);
        query.add(anyOf(words), Occur.MUST);
        List<Scored> hits = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query.build(), limit, BY_SCORE_THEN_ID).scoreDocs) {
            Object[] keys = Objects.requireNonNull(((FieldDoc) hit).fields);
            String id = Fields.id((BytesRef) keys[1]).toString();
            hits.add(new Scored(id, hit.doc, (Float) keys[0]));
        }
        return hits;
    }

    private static Query anyOf(Map<String, Integer> words) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach((word, count) -> {
            Query hasWord = new TermQuery(new Term(Fields.WORDS, word));
            any.add(count == 1 ? hasWord : new BoostQuery(hasWord, count), Occur.SHOULD);
        });
        return any.build();
    }
}
