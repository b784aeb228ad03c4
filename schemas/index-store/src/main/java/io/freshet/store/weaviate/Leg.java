package io.freshet.store.weaviate;

import io.freshet.store.rank.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best hits of one kind of search, equal ones by id. The server cuts equal scores by its own row numbers, so a few
 * more are asked for, and more again while the cut goes through equal scores.
 */
final class Leg {
    private static final int MARGIN = 10;

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparing(Scored::score).reversed().thenComparing(Scored::id);

    private final Search search;

    Leg(Search search) {
        this.search = search;
    }

    /** The server's answer to at most this many. */
    @FunctionalInterface
    interface Search {
        List<Scored> best(int limit) throws Refusal;
    }

    List<Scored> best(int wanted) throws Refusal {
        int limit = Math.min(wanted, TenantObjects.MAX_RESULTS);
        int asked = Math.min(limit + MARGIN, TenantObjects.MAX_RESULTS);
        while (true) {
            List<Scored> hits = sorted(search.best(asked));
            boolean cutsEqual = hits.size() >= asked
                    && hits.get(hits.size() - 1).score()
                            == hits.get(Math.min(limit, hits.size()) - 1).score();
            if (!cutsEqual || asked == TenantObjects.MAX_RESULTS) {
                return hits.size() <= limit ? hits : hits.subList(0, limit);
            }
            asked = Math.min(4 * asked, TenantObjects.MAX_RESULTS);
        }
    }

    /** Each id once: a graph under repair may name one twice. */
    private static List<Scored> sorted(List<Scored> hits) {
        Map<String, Scored> byId = new LinkedHashMap<>();
        hits.forEach(hit -> byId.putIfAbsent(hit.id(), hit));
        List<Scored> sorted = new ArrayList<>(byId.values());
        sorted.sort(BEST_FIRST);
        return sorted;
    }
}
