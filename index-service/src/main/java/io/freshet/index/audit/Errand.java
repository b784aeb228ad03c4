package io.freshet.index.audit;

import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work on the writer's thread that the audit's thread waits for. It either has not begun, and then it never will
 * once nobody waits for it any more, or it is waited for to its end: the two threads share what they work with.
 */
final class Errand<T> implements Runnable {
    private enum State {
        WAITING,
        BEGUN,
        GIVEN_UP
    }

    private final Work<T> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable T result;
    private volatile @Nullable StoreUnavailableException unavailable;

    /** What is done. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws StoreUnavailableException;
    }

    private Errand(Work<T> work) {
        this.work = work;
    }

    /** Has the work done and returns what comes of it. */
    static <T> T send(LiveWriter writer, Duration patience, Work<T> work)
            throws StoreUnavailableException, InterruptedException {
        Errand<T> errand = new Errand<>(work);
        errand.await(sent(writer, errand), patience);
        StoreUnavailableException failed = errand.unavailable;
        if (failed != null) {
            throw failed;
        }
        T result = errand.result;
        if (result == null) {
            throw new AuditStoppedException();
        }
        return result;
    }

    private static Future<?> sent(LiveWriter writer, Errand<?> errand) {
        try {
            return writer.between(errand);
        } catch (RejectedExecutionException ended) {
            throw new AuditStoppedException();
        }
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
            return;
        }
        try {
            result = work.run();
        } catch (StoreUnavailableException failed) {
            unavailable = failed;
        }
    }

    private void await(Future<?> done, Duration patience) throws StoreUnavailableException, InterruptedException {
        try {
            done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException busy) {
            if (state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
                throw new StoreUnavailableException("the writer is held up, so nothing can be repaired", busy);
            }
            awaitEnd(done);
        } catch (InterruptedException interrupted) {
            if (!state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
                awaitEnd(done);
            }
            throw interrupted;
        } catch (CancellationException ended) {
            throw new AuditStoppedException();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a repair failed", failed.getCause());
        }
    }

    private static void awaitEnd(Future<?> done) {
        boolean interrupted = false;
        while (!done.isDone()) {
            try {
                done.get();
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (ExecutionException | CancellationException ended) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
