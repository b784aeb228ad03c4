package io.freshet.ingest.publish;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets sends through until it is closed, and makes closing wait for those under way. When a partition moves to another
 * instance, nothing of it may be sent from here after the other has begun: an older outcome would overwrite a newer one.
 */
public final class Fence {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private volatile boolean closed;

    /** Something to be done while the fence is open. */
    public interface Action<T> {
        T run() throws InterruptedException;
    }

    /** Runs the action, or throws if the fence is closed. */
    public <T> T pass(Action<T> action) throws InterruptedException {
        lock.readLock().lockInterruptibly();
        try {
            if (closed) {
                throw new FenceClosedException();
            }
            return action.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    /** Lets nothing more through; returns whether everything under way was over in time. */
    public boolean close(Duration patience) throws InterruptedException {
        closed = true;
        boolean quiet = lock.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (quiet) {
            lock.writeLock().unlock();
        }
        return quiet;
    }
}
