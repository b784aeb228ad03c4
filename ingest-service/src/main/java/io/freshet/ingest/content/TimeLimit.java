package io.freshet.ingest.content;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a transfer from outside when its time is over or its thread is interrupted: a thread that waits for a socket notices
 * neither.
 */
public final class TimeLimit implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final Thread owner = Thread.currentThread();
    private final long begin = System.nanoTime();
    private final Duration limit;
    private volatile Runnable abort = () -> {};
    private final ScheduledFuture<?> watch;

    /** Starts now. */
    public TimeLimit(Duration limit, ScheduledExecutorService watcher) {
        this.limit = limit;
        this.watch = watcher.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What has to be called to end what is under way from here on. */
    public void onEnd(Runnable end) {
        abort = end;
    }

    private void look() {
        if (isOver() || owner.isInterrupted()) {
            abort.run();
        }
    }

    public boolean isOver() {
        return System.nanoTime() - begin > limit.toNanos();
    }

    /** What it means that a transfer failed. */
    public ContentUnavailableException explain(Exception failure) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return isOver()
                ? new ContentUnavailableException("it took longer than " + limit.toMillis() + " ms", failure)
                : new ContentUnavailableException(
                        failure.getClass().getSimpleName() + ": " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        watch.cancel(false);
    }
}
