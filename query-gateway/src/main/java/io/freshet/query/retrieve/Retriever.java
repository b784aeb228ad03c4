package io.freshet.query.retrieve;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.query.retrieve.VisibleSearch.Found;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.IndexIdentity;
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
    private final QueryModels models;
    private final ReadYourWrites writes;
    private final VisibleSearch search;
    private final Waiter waiter;

    public Retriever(ChunkSearch store, QueryModels models, ReadYourWrites writes, Waiter waiter, Duration clockSkew) {
        this.store = store;
        this.models = models;
        this.writes = writes;
        this.search = new VisibleSearch(waiter, clockSkew);
        this.waiter = waiter;
    }

    /** Finds what the viewer may see. Time spent waiting for the viewer's own writes is not in the timing. */
    public Answer search(Viewer viewer, SearchRequest request)
            throws ConsistencyException, EmbeddingException, StoreUnavailableException {
        // Another generation may begin to serve at any time; an answer is from one alone, embedded with its model, and
        // that one has to know the viewer's writes.
        ChunkSearch pinned = store.pinned();
        writes.await(pinned, viewer, request.consistentWith());
        Timing timing = new Timing(waiter);
        Freshness freshness = Freshness.of(pinned, waiter);
        long began = waiter.nanos();
        float[] vector = vector(pinned, request, timing);
        Found found = search.find(pinned, viewer, request, vector, timing);
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

    private float @Nullable [] vector(ChunkSearch pinned, SearchRequest request, Timing timing)
            throws EmbeddingException, StoreUnavailableException {
        if (request.mode() == Mode.KEYWORD) {
            return null;
        }
        IndexIdentity identity = pinned.generation().map(Generation::identity).orElse(null);
        return timing.of(Stage.EMBED, () -> models.of(identity)
                .embed(List.of(request.text()), TextKind.QUERY)
                .get(0));
    }

    private static List<Hit> hits(Sighting sighting, Highlights highlights) {
        return sighting.page().stream()
                .map(hit -> hit(sighting, hit, highlights))
                .toList();
    }

    private static Hit hit(Sighting sighting, ChunkHit hit, Highlights highlights) {
        Head head = head(sighting.heads(), hit);
        return Hit.of(hit, head, sighting.passages().shown(hit.chunk(), head), highlights);
    }

    private static Head head(Map<String, Head> heads, ChunkHit hit) {
        return Objects.requireNonNull(heads.get(hit.chunk().documentId()), "a visible hit has a head");
    }
}
