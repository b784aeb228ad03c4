package io.freshet.index.write;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Work that others want done on the writer's thread, first come, first served. Safe for use by several threads. */
final class Errands {
    private static final int MOST_WAITING = 64;

    private final Queue<FutureTask<@Nullable Void>> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Takes the work on, or throws {@link RejectedExecutionException} when too much waits already, or the writer ended. */
    synchronized Future<?> add(Runnable work) {
        if (closed || waiting.size() == MOST_WAITING) {
            throw new RejectedExecutionException(closed ? "the writer has ended" : "too much waits for the writer");
        }
        FutureTask<@Nullable Void> errand = new FutureTask<>(work, null);
        waiting.add(errand);
        return errand;
    }

    synchronized boolean waiting() {
        return !waiting.isEmpty();
    }

    /** Does one, if there is one; what it throws goes to whoever asked for it. */
    void doNext() {
        FutureTask<@Nullable Void> next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable FutureTask<@Nullable Void> next() {
        return waiting.poll();
    }

    /** Cancels what waits, and takes nothing on any more. */
    synchronized void close() {
        closed = true;
        waiting.forEach(errand -> errand.cancel(false));
        waiting.clear();
    }
}
