package io.freshet.ingest.stream;

import io.freshet.ingest.publish.Lease;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Held while the consumer polls. Whoever stood still for longer may have been taken for dead; it learns so by its heartbeats,
 * some time after it polls again, and until then nothing is sent.
 *
 * <p>Renewed by one thread, asked by many.
 */
final class PollLease implements Lease {

    private record Polling(long since, long last) {}

    private final long length;
    private final LongSupplier nanos;
    private volatile @Nullable Polling polling;

    /** A lease that is held from the first poll on: nothing was given to this process before. */
    PollLease(Duration length, LongSupplier nanos) {
        this.length = length.toNanos();
        this.nanos = nanos;
    }

    /** Says that the consumer has polled. */
    void renew() {
        long now = nanos.getAsLong();
        Polling before = polling;
        if (before == null) {
            polling = new Polling(now - length, now);
        } else {
            polling = new Polling(now - before.last() > length ? now : before.since(), now);
        }
    }

    @Override
    public boolean isHeld() {
        Polling current = polling;
        return current != null
                && nanos.getAsLong() - current.last() <= length
                && current.last() - current.since() >= length;
    }
}
