package io.freshet.store.lucene;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a query that count, each with how often it occurs.
 *
 * <p>English stop words count in no query, though they stay in the index and in its lengths. Of a very long query only
 * the first different words count.
 */
final class QueryWords {
    /** Below Lucene's limit of 1024 clauses, filters included. */
    static final int MAX_WORDS = 900;

    private static final Set<String> STOP_WORDS = Set.copyOf(List.of(
            ("a an and are as at be but by for if in into is it no not of on or such that the their then there these "
                            + "they this to was will with")
                    .split(" ")));

    private QueryWords() {}

    static Map<String, Integer> of(String query) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String word : WordCutter.words(query)) {
            if (!STOP_WORDS.contains(word) && (counts.size() < MAX_WORDS || counts.containsKey(word))) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        return counts;
    }
}
