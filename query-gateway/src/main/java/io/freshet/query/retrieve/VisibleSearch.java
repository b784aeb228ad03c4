package io.freshet.query.retrieve;

import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Filter;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Searches until the page is full of visible hits and no document changed in between, within bounds.
 *
 * <p>The store returns what is stored; heads decide what is shown, and are read after the hits. A document edited
 * between the two would show a gap (its old chunks are dropped, its new ones were not there yet) or a mix, so then
 * the search is made again.
 */
final class VisibleSearch {
    private static final int REPEATS = 2;
    private static final int GROWTHS = 2;
    private static final int FIRST_FETCH = 2;
    private static final int GROWTH = 8;
    private static final int LARGEST_FETCH = 5_000;

    private final Waiter waiter;
    private final Duration clockSkew;

    /** @param clockSkew by how much the clock of whoever writes the index may be behind ours */
    VisibleSearch(Waiter waiter, Duration clockSkew) {
        this.waiter = waiter;
        this.clockSkew = clockSkew;
    }

    /** What was found, and in how many searches. */
    record Found(Sighting sighting, int searches) {}

    /** @param store all searches are of one generation, so it is pinned to one */
    Found find(ChunkSearch store, Viewer viewer, SearchRequest request, float @Nullable [] vector, Timing timing)
            throws StoreUnavailableException {
        int fetch = request.limit() * FIRST_FETCH;
        int repeats = 0;
        int growths = 0;
        Sighting before = Sighting.NONE;
        while (true) {
            Instant quietSince = waiter.now().minus(clockSkew);
            Sighting now = look(store, viewer, query(viewer, request, vector, fetch), request.limit(), timing);
            boolean more = now.page().size() < request.limit() && now.fetched() >= fetch;
            if (!now.settled(before, quietSince) && repeats < REPEATS) {
                repeats++;
            } else if (more && growths < GROWTHS) {
                growths++;
                fetch = Math.min(fetch * GROWTH, LARGEST_FETCH);
            } else {
                return new Found(now, 1 + repeats + growths);
            }
            before = now;
        }
    }

    private static Sighting look(ChunkSearch store, Viewer viewer, ChunkQuery query, int limit, Timing timing)
            throws StoreUnavailableException {
        List<ChunkHit> hits = timing.of(Stage.STORE, () -> store.search(query));
        return timing.of(Stage.VISIBILITY, () -> {
            Sighting seen = Sighting.of(hits, heads(store, viewer, hits), Passages.NONE, viewer, limit);
            if (!seen.hasPassages()) {
                return seen;
            }
            // Heads last, once more: the rest of a passage may change as its hit may.
            Passages passages = Passages.of(seen.page(), viewer.tenant(), store);
            return Sighting.of(hits, heads(store, viewer, hits), passages, viewer, limit);
        });
    }

    private static Map<String, Head> heads(ChunkSearch store, Viewer viewer, List<ChunkHit> hits)
            throws StoreUnavailableException {
        List<String> documents =
                hits.stream().map(hit -> hit.chunk().documentId()).distinct().toList();
        return documents.isEmpty() ? Map.of() : store.heads(viewer.tenant(), documents);
    }

    // NullAway does not find the annotation of a compact constructor's array parameter in a class file.
    @SuppressWarnings("NullAway")
    private static ChunkQuery query(Viewer viewer, SearchRequest request, float @Nullable [] vector, int fetch) {
        return new ChunkQuery(
                viewer.tenant(),
                request.mode(),
                request.text(),
                vector,
                request.alpha(),
                request.fusion(),
                new Filter.And(List.of(viewer.filter(), request.filter())),
                fetch);
    }
}
