package io.freshet.store;

import java.time.Duration;

/**
 * Tells when heads have been written. Begun before the heads are looked at, it misses no write: one that comes between
 * the look and the wait ends the wait at once. For one thread; whoever began it closes it.
 */
public interface HeadWatch extends AutoCloseable {

    /**
     * Returns as soon as one of the heads was written or deleted since this was called last (the first time: since the
     * watch began), and when the time is over. It may return for no reason, so look at the heads afterwards.
     */
    void await(Duration atMost) throws InterruptedException;

    @Override
    void close();
}
