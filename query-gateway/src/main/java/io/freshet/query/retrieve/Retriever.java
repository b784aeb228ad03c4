package io.freshet.query.retrieve;

import io.freshet.embedding.EmbeddingException;
import io.freshet.query.retrieve.VisibleSearch.Found;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers searches: waits for the caller's own writes, embeds the query, finds visible hits, says how current they are.
 * Safe for use by several threads.
 */
public final class Retriever {
    private final ChunkSearch store;
    private final QueryVectors vectors;
    private final ReadYourWrites writes;
    private final VisibleSearch search;
    private final Waiter waiter;

    public Retriever(
            ChunkSearch store, QueryVectors vectors, ReadYourWrites writes, Waiter waiter, Duration clockSkew) {
        this.store = store;
        this.vectors = vectors;
        this.writes = writes;
        this.search = new VisibleSearch(store, waiter, clockSkew);
        this.waiter = waiter;
    }

    /** Finds what the viewer may see. Time spent waiting for the viewer's own writes is not in the timing. */
    public Answer search(Viewer viewer, SearchRequest request)
            throws ConsistencyException, EmbeddingException, StoreUnavailableException {
        writes.await(viewer, request.consistentWith());
        Timing timing = new Timing(waiter);
        Freshness freshness = Freshness.of(store, waiter);
        long began = waiter.nanos();
        float[] vector = vector(request, timing);
        Found found = search.find(viewer, request, vector, timing);
        List<Hit> hits = hits(found.sighting(), new Highlights(request.text()));
        timing.add(Stage.TOTAL, Duration.ofNanos(waiter.nanos() - began));
        return new Answer(
                hits,
                freshness,
                timing,
                found.sighting().fetched(),
                found.sighting().notVisible(),
                found.searches());
    }

    private float @Nullable [] vector(SearchRequest request, Timing timing) throws EmbeddingException {
        return request.mode() == Mode.KEYWORD ? null : timing.of(Stage.EMBED, () -> vectors.of(request.text()));
    }

    private static List<Hit> hits(Sighting sighting, Highlights highlights) {
        Map<String, Head> heads = sighting.heads();
        return sighting.page().stream()
                .map(hit -> Hit.of(hit, head(heads, hit), highlights))
                .toList();
    }

    private static Head head(Map<String, Head> heads, ChunkHit hit) {
        return Objects.requireNonNull(heads.get(hit.chunk().documentId()), "a visible hit has a head");
    }
}
