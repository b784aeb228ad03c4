package io.freshet.index.embed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where one task hands in texts and finds the answers. The task's own thread asks and collects; the pool delivers. */
public final class Desk implements AutoCloseable {
    private final EmbeddingPool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private List<Answer> answers = new ArrayList<>();
    private boolean closed;

    Desk(EmbeddingPool pool) {
        this.pool = pool;
    }

    /** Hands in texts of one document, behind those that it handed in before. */
    public void ask(String document, List<Asked> texts) {
        pool.ask(this, document, texts);
    }

    /** Takes back what is not being embedded yet; of the rest an answer may still come. */
    public void cancel(String document) {
        pool.cancel(this, document);
    }

    /** Returns what has arrived, without waiting. */
    public List<Answer> collect() {
        lock.lock();
        try {
            List<Answer> all = answers;
            if (!all.isEmpty()) {
                answers = new ArrayList<>();
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something has arrived, and returns how long that took; never longer than told. */
    public Duration await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (answers.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return atMost.minusNanos(Math.max(0, left));
        } finally {
            lock.unlock();
        }
    }

    void deliver(Answer answer) {
        lock.lock();
        try {
            if (!closed) {
                answers.add(answer);
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what has arrived and takes back all texts. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            answers = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        pool.leave(this);
    }
}
