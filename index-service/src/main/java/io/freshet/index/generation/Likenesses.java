package io.freshet.index.generation;

import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Filter;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks two generations the same questions: the titles of a few documents. */
final class Likenesses {
    private static final int QUERIES = 20;
    private static final int FIRST = 10;
    private static final int FETCH = 50;

    private final StoreAdmin admin;
    private final Generation serving;
    private final Generation other;
    private final QueryVector vectors;
    private final List<Query> queries = new ArrayList<>();
    private final Set<String> titles = new HashSet<>();

    Likenesses(StoreAdmin admin, Generation serving, Generation other, QueryVector vectors) {
        this.admin = admin;
        this.serving = serving;
        this.other = other;
        this.vectors = vectors;
    }

    private record Query(String tenant, String text) {}

    void offer(String tenant, Head head) {
        String title = head.metadata().title();
        if (queries.size() < QUERIES && title != null && !title.isBlank() && !head.deleted() && titles.add(title)) {
            queries.add(new Query(tenant, title));
        }
    }

    Comparison.@Nullable Likeness result() throws StoreUnavailableException {
        int asked = 0;
        double overlap = 0;
        for (Query query : queries) {
            Optional<Set<String>> one = first(serving, query);
            Optional<Set<String>> two = first(other, query);
            if (one.isPresent() && two.isPresent()) {
                asked++;
                overlap += overlap(one.get(), two.get());
            }
        }
        return asked == 0 ? null : new Comparison.Likeness(asked, overlap / asked);
    }

    private static double overlap(Set<String> one, Set<String> two) {
        int larger = Math.max(one.size(), two.size());
        Set<String> both = new HashSet<>(one);
        both.retainAll(two);
        return larger == 0 ? 1 : (double) both.size() / larger;
    }

    @SuppressWarnings("NullAway") // cannot read from a class file that an array may be null
    private Optional<Set<String>> first(Generation generation, Query query) throws StoreUnavailableException {
        Optional<float[]> vector = vectors.of(generation.identity(), query.text());
        if (vector.isEmpty()) {
            return Optional.empty();
        }
        ChunkSearch search = admin.search(generation.number());
        List<ChunkHit> hits = search.search(new ChunkQuery(
                query.tenant(),
                ChunkQuery.Mode.HYBRID,
                query.text(),
                vector.get(),
                0.5,
                ChunkQuery.Fusion.RELATIVE_SCORE,
                Filter.ALL,
                FETCH));
        Map<String, Head> heads = search.heads(
                query.tenant(),
                hits.stream().map(hit -> hit.chunk().documentId()).distinct().toList());
        Set<String> documents = new LinkedHashSet<>();
        for (ChunkHit hit : hits) {
            Head head = heads.get(hit.chunk().documentId());
            if (documents.size() < FIRST && head != null && head.shows(hit.chunk())) {
                documents.add(head.documentId());
            }
        }
        return Optional.of(documents);
    }
}
