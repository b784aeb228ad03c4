package io.freshet.ingest.publish;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets sends through until it is closed, and makes closing wait for those under way. When a partition moves to another
 * instance, nothing of it may be sent from here after the other has begun: an older outcome would overwrite a newer one.
 *
 * <p>A process that stood still does not know yet that it has lost a partition: nothing passes either while the lease is over.
 */
public final class Fence {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Lease lease;
    private volatile boolean closed;

    /** A fence whose place is nobody else's before it is closed. */
    public Fence() {
        this(() -> true);
    }

    public Fence(Lease lease) {
        this.lease = lease;
    }

    /** Something to be done while the fence is open. */
    public interface Action<T> {
        T run() throws InterruptedException;
    }

    /** Runs the action, or throws if the fence is closed or the lease is over; the latter may change. */
    public <T> T pass(Action<T> action) throws InterruptedException {
        lock.readLock().lockInterruptibly();
        try {
            if (closed) {
                throw new FenceClosedException("the partition is no longer ours");
            }
            if (!lease.isHeld()) {
                throw new FenceClosedException("it is not known whether the partition is still ours");
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
