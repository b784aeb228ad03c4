package io.freshet.index.embed;

import io.freshet.embedding.Embedder;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the texts of all tasks of a stream on threads of its own, whatever is there in one batch, without waiting for
 * more. A text is answered, taken back, or still being tried: a provider that does not answer is asked for ever.
 */
public final class EmbeddingPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddingPool.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(5);

    private final PoolSettings settings;
    private final BatchEmbedding embedding;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Lines lines = new Lines();
    private final Set<Desk> desks = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /** A pool whose threads are still to be started. */
    public EmbeddingPool(Embedder embedder, PoolSettings settings, Patience patience, Pauser pauser) {
        this.settings = settings;
        this.embedding = new BatchEmbedding(embedder, patience, pauser);
    }

    /** Starts its threads. */
    public EmbeddingPool start() {
        for (int i = 0; i < settings.threads(); i++) {
            Thread thread = new Thread(this::run, "index-embed-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    /** Opens a desk for a task. */
    public Desk open() {
        Desk desk = new Desk(this);
        lock.lock();
        try {
            desks.add(desk);
        } finally {
            lock.unlock();
        }
        return desk;
    }

    /** How many tasks use it. */
    public int desks() {
        lock.lock();
        try {
            return desks.size();
        } finally {
            lock.unlock();
        }
    }

    /** What keeps the embedder from its work; null when nothing does. */
    public @Nullable String problem() {
        return embedding.problem();
    }

    void ask(Desk desk, String document, List<Asked> texts) {
        lock.lock();
        try {
            if (!closed && desks.contains(desk)) {
                lines.add(desk, document, texts);
                asked.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void cancel(Desk desk, String document) {
        lock.lock();
        try {
            lines.remove(desk, document);
        } finally {
            lock.unlock();
        }
    }

    void leave(Desk desk) {
        lock.lock();
        try {
            desks.remove(desk);
            lines.remove(desk);
        } finally {
            lock.unlock();
        }
    }

    /** Embeds one batch on the calling thread; false when there was nothing to embed. */
    public boolean work() throws InterruptedException {
        List<Lines.Place> batch = take();
        if (batch.isEmpty()) {
            return false;
        }
        List<Lines.Place> left = batch;
        try {
            left = embedding.embed(batch);
        } finally {
            // Also when something was thrown: nobody else knows of these texts.
            putBack(left);
        }
        if (!left.isEmpty()) {
            embedding.pause();
        }
        return true;
    }

    private List<Lines.Place> take() {
        lock.lock();
        try {
            return lines.take(settings.batch(), settings.slice());
        } finally {
            lock.unlock();
        }
    }

    private void putBack(List<Lines.Place> places) {
        lock.lock();
        try {
            lines.putBack(places.stream()
                    .filter(place -> desks.contains(place.desk()))
                    .toList());
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            try {
                if (!work() && !awaitTexts()) {
                    return;
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error bug) {
                log.atError().setCause(bug).addKeyValue("stage", "INDEX").log("embedding failed, trying again");
            }
        }
    }

    private boolean awaitTexts() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && lines.size() == 0) {
                asked.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                TimeUnit.MILLISECONDS.timedJoin(thread, CLOSE_TIME.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
