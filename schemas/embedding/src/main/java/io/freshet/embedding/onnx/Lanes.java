package io.freshet.embedding.onnx;

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
 * As many texts at a time as there are cores to spend, over all callers.
 *
 * <p>A lane is taken for one text and first come is first served, so a query waits for a passage or two, not for the
 * hundreds that another caller is busy with. The caller's own thread works; helpers join it when the list is longer.
 */
final class Lanes {
    /** What is done for each text. */
    interface Step {
        float[] apply(String text) throws EmbeddingException;
    }

    private final int count;
    private final Semaphore free;
    private final ExecutorService helpers;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lanes(int count) {
        this.count = count;
        this.free = new Semaphore(count, true);
        this.helpers = Executors.newFixedThreadPool(Math.max(1, count - 1), task -> {
            Thread thread = new Thread(task, "embedder");
            thread.setDaemon(true);
            return thread;
        });
    }

    List<float[]> each(List<String> texts, Step step) throws EmbeddingException {
        if (closed.get()) {
            throw isClosed();
        }
        Work work = new Work(texts, step);
        for (int helper = 1; helper < Math.min(count, texts.size()); helper++) {
            helpers.execute(work);
        }
        work.run();
        return work.vectors();
    }

    /** Waits for the texts under way, then does the last thing; once, however often it is called. */
    void close(Runnable last) {
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

    /** One list: whoever is free takes its next text; the first failure ends it. */
    private final class Work implements Runnable {
        private final List<String> texts;
        private final Step step;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<float[]> vectors;
        private final CountDownLatch open;
        private final AtomicReference<EmbeddingException> failure = new AtomicReference<>();

        Work(List<String> texts, Step step) {
            this.texts = List.copyOf(texts);
            this.step = step;
            this.vectors = new AtomicReferenceArray<>(texts.size());
            this.open = new CountDownLatch(texts.size());
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < texts.size(); i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        vectors.set(i, inLane(texts.get(i)));
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

        private float[] inLane(String text) throws EmbeddingException {
            try {
                free.acquire();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            try {
                if (closed.get()) {
                    throw isClosed();
                }
                return step.apply(text);
            } finally {
                free.release();
            }
        }

        List<float[]> vectors() throws EmbeddingException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            EmbeddingException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            return IntStream.range(0, texts.size()).mapToObj(vectors::get).toList();
        }

        private EmbeddingException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EmbeddingException(Kind.UNAVAILABLE, "interrupted", e);
        }
    }
}
