package io.freshet.query.retrieve;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads single documents: their standing and their chunks. Safe for use by several threads. */
public final class Documents {
    private static final int REPEATS = 2;

    private final ChunkSearch store;
    private final ReadYourWrites writes;

    public Documents(ChunkSearch store, ReadYourWrites writes) {
        this.store = store;
        this.writes = writes;
    }

    /** What came of asking for a document. */
    public sealed interface Lookup<T> {

        record Known<T>(T value) implements Lookup<T> {}

        /** It was there once, and the viewer was allowed to read it. */
        record Gone<T>() implements Lookup<T> {}

        /** Never heard of, or not for this viewer: nobody can tell the two apart. */
        record Unknown<T>() implements Lookup<T> {}
    }

    /**
     * Visible chunks in reading order, all of the head's sequence.
     *
     * @param next the order key that the following page comes after, null on the last page
     */
    public record ChunkPage(
            Head head, List<Chunk> chunks, @Nullable String next) {
        public ChunkPage {
            chunks = List.copyOf(chunks);
        }
    }

    /** The document's standing, once the changes that the tokens stand for are in it. */
    public Lookup<Head> standing(Viewer viewer, String documentId, List<Token> consistentWith)
            throws ConsistencyException, StoreUnavailableException {
        ChunkSearch pinned = store.pinned();
        writes.await(pinned, viewer, consistentWith);
        return lookup(pinned, viewer, documentId);
    }

    /** A page of the document's chunks, from the first after the order key {@code after}. */
    public Lookup<ChunkPage> chunks(Viewer viewer, String documentId, String after, int limit)
            throws StoreUnavailableException {
        ChunkSearch pinned = store.pinned();
        Lookup<Head> before = lookup(pinned, viewer, documentId);
        int repeats = 0;
        while (before instanceof Lookup.Known<Head> known) {
            ChunkPage page = read(pinned, viewer, known.value(), after, limit);
            Lookup<Head> now = lookup(pinned, viewer, documentId);
            if (now.equals(before) || (now instanceof Lookup.Known && repeats == REPEATS)) {
                return new Lookup.Known<>(page);
            }
            repeats++;
            before = now;
        }
        return before instanceof Lookup.Gone ? new Lookup.Gone<>() : new Lookup.Unknown<>();
    }

    private static Lookup<Head> lookup(ChunkSearch store, Viewer viewer, String documentId)
            throws StoreUnavailableException {
        Head head = store.heads(viewer.tenant(), List.of(documentId)).get(documentId);
        if (head == null || !viewer.mayRead(head)) {
            return new Lookup.Unknown<>();
        }
        return head.deleted() ? new Lookup.Gone<>() : new Lookup.Known<>(head);
    }

    private static ChunkPage read(ChunkSearch store, Viewer viewer, Head head, String after, int limit)
            throws StoreUnavailableException {
        List<Chunk> page = new ArrayList<>();
        String from = after;
        while (true) {
            List<Chunk> stored = store.chunks(viewer.tenant(), head.documentId(), from, limit + 1);
            for (Chunk chunk : stored) {
                if (head.shows(chunk) && page.size() == limit) {
                    return new ChunkPage(head, page, page.get(limit - 1).order());
                }
                if (head.shows(chunk)) {
                    page.add(chunk);
                }
            }
            if (stored.size() <= limit) {
                return new ChunkPage(head, page, null);
            }
            from = stored.get(limit).order();
        }
    }
}
