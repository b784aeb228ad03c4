package io.freshet.embedding.lanes;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * As many items of work at a time as there are lanes, over all callers; an item is a text or a request.
 *
 * <p>A lane is taken for one item and first come is first served, so a query waits for a passage or two, not for the
 * hundreds that another caller is busy with. The caller's own thread works; helpers join it when the list is longer.
 */
public final class Lanes {
    /** What is done for each item. */
    @FunctionalInterface
    public interface Step<T, R> {
        R apply(T item) throws EmbeddingException;
    }

    private final int count;
    private final Semaphore free;
    private final ExecutorService helpers;
    private final AtomicBoolean closed = new AtomicBoolean();

    public Lanes(int count) {
        this.count = count;
        this.free = new Semaphore(count, true);
        this.helpers = Executors.newFixedThreadPool(Math.max(1, count - 1), task -> {
            Thread thread = new Thread(task, "embedder");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The results in the order of the items; the first failure ends the list. */
    public <T, R> List<R> each(List<T> items, Step<T, R> step) throws EmbeddingException {
        if (closed.get()) {
            throw isClosed();
        }
        Work<T, R> work = new Work<>(items, step);
        for (int helper = 1; helper < Math.min(count, items.size()); helper++) {
            helpers.execute(work);
        }
        work.run();
        return work.results();
    }

    /** Waits for the work under way, then does the last thing; once, however often it is called. */
    public void close(Runnable last) {
        if (closed.compareAndSet(false, true)) {
            free.acquireUninterruptibly(count);
            helpers.shutdown();
            last.run();
            free.release(count);
        }
    }

    private static EmbeddingException isClosed() {
        return new EmbeddingException(Kind.UNAVAILABLE, "the embedder is closed", null);
    }

    /** One list: whoever is free takes its next item; the first failure ends it. */
    private final class Work<T, R> implements Runnable {
        private final List<T> items;
        private final Step<T, R> step;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<R> results;
        private final CountDownLatch open;
        private final AtomicReference<EmbeddingException> failure = new AtomicReference<>();

        Work(List<T> items, Step<T, R> step) {
            this.items = List.copyOf(items);
            this.step = step;
            this.results = new AtomicReferenceArray<>(items.size());
            this.open = new CountDownLatch(items.size());
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        results.set(i, inLane(items.get(i)));
                    }
                } catch (EmbeddingException e) {
                    failure.compareAndSet(null, e);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, new EmbeddingException(Kind.UNAVAILABLE, "embedding failed", e));
                } finally {
                    open.countDown();
                }
            }
        }

        private R inLane(T item) throws EmbeddingException {
            try {
                free.acquire();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            try {
                if (closed.get()) {
                    throw isClosed();
                }
                return step.apply(item);
            } finally {
                free.release();
            }
        }

        List<R> results() throws EmbeddingException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            EmbeddingException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            return IntStream.range(0, items.size()).mapToObj(results::get).toList();
        }

        private EmbeddingException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EmbeddingException(Kind.UNAVAILABLE, "interrupted", e);
        }
    }
}
