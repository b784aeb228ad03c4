package io.freshet.store.lucene;

import io.freshet.store.Head;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tenant's index that this process writes.
 *
 * <p>Lucene's writer closes itself on a failure from which it cannot recover, a full disk for instance, and forgets
 * what was not committed. The next call opens another and repeats what had been accepted since the last commit, so that
 * an accepted write is never lost while the process lives.
 */
final class WrittenTenant implements TenantIndex {
    private static final Logger log = LoggerFactory.getLogger(WrittenTenant.class);

    private final String name;
    private final Opener opener;
    private final int dimensions;
    private final Map<Object, Write> uncommitted = new LinkedHashMap<>();
    private final UnseenHeads unseen = new UnseenHeads();
    private volatile @Nullable OpenIndex index;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private boolean closed;

    WrittenTenant(Path path, int dimensions) {
        this(path.getFileName().toString(), dimensions, () -> OpenIndex.open(FSDirectory.open(path)));
    }

    WrittenTenant(String name, int dimensions, Opener opener) {
        this.name = name;
        this.dimensions = dimensions;
        this.opener = opener;
    }

    /** Applies the writes; one outcome for each. */
    synchronized List<Outcome> apply(List<Write> writes) throws IOException {
        return attempt(open -> {
            RowWriter rows = new RowWriter(open.writer(), dimensions);
            List<Outcome> outcomes = new ArrayList<>();
            for (Write write : writes) {
                outcomes.add(rows.apply(write));
            }
            for (int i = 0; i < writes.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Accepted) {
                    uncommitted.put(RowWriter.key(writes.get(i)), writes.get(i));
                }
            }
            // Counted first: who knows one of these heads must have a view made before it searches.
            unseen.add(writes, outcomes, written.incrementAndGet());
            return outcomes;
        });
    }

    /** Returns once all that was accepted is on disk. */
    synchronized void sync() throws IOException {
        if (uncommitted.isEmpty()) {
            return;
        }
        attempt(open -> open.writer().commit());
        uncommitted.clear();
    }

    @Override
    public void settle() throws IOException {
        sync();
    }

    @Override
    public <T> T read(Reading<T> reading) throws IOException {
        SearcherManager searchers = freshSearchers();
        IndexSearcher searcher = searchers.acquire();
        try {
            return reading.from(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Heads that no view shows yet are known all the same, so looking at heads costs no view. */
    @Override
    public Map<String, Head> heads(Collection<String> documentIds) throws IOException {
        Map<String, Head> heads = new HashMap<>();
        List<String> others = unseen.find(documentIds, heads);
        // Only now: what was seen or forgotten before that look is in this view.
        SearcherManager searchers = usable().searchers();
        if (seen.get() < unseen.forgottenUpTo()) {
            searchers = freshSearchers();
        }
        IndexSearcher searcher = searchers.acquire();
        try {
            heads.putAll(Rows.heads(searcher, others));
            return heads;
        } finally {
            searchers.release(searcher);
        }
    }

    /** Writers do not pay for views nobody looks at: the first to look after a write makes the new view. */
    private SearcherManager freshSearchers() throws IOException {
        OpenIndex open = usable();
        long target = written.get();
        if (seen.get() < target) {
            open.searchers().maybeRefreshBlocking();
            seen.accumulateAndGet(target, Math::max);
            unseen.seenUpTo(target);
        }
        return open.searchers();
    }

    private OpenIndex usable() throws IOException {
        OpenIndex open = index;
        return open == null || !open.writer().isOpen() ? openAgain() : open;
    }

    private synchronized OpenIndex openAgain() throws IOException {
        OpenIndex open = index;
        if (open != null && open.writer().isOpen()) {
            return open;
        }
        if (closed) {
            throw new AlreadyClosedException("the store is closed");
        }
        abandon();
        OpenIndex opened = opener.open();
        try {
            for (Write write : uncommitted.values()) {
                new RowWriter(opened.writer(), dimensions).apply(write);
            }
        } catch (IOException | RuntimeException e) {
            opened.abandon();
            throw e;
        }
        // The new index's first view shows nothing of what was only repeated.
        unseen.forgetUpTo(written.incrementAndGet());
        index = opened;
        return opened;
    }

    private <T> T attempt(Attempt<T> attempt) throws IOException {
        OpenIndex open = openAgain();
        try {
            return attempt.on(open);
        } catch (IOException | IllegalStateException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("tenant", name)
                    .log("index writer failed and is opened again on the next call");
            abandon();
            throw e;
        }
    }

    private void abandon() {
        OpenIndex open = index;
        index = null;
        if (open != null) {
            open.abandon();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        OpenIndex open = index;
        index = null;
        if (open != null) {
            open.close();
        }
    }

    /** Opens the index; called again after it was lost. */
    @FunctionalInterface
    interface Opener {
        OpenIndex open() throws IOException;
    }

    /** Something done with the writer. */
    @FunctionalInterface
    private interface Attempt<T> {
        T on(OpenIndex open) throws IOException;
    }
}
