package io.freshet.index.write;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the partitions in hand are surely still ours. A process that stood still for longer than its session has lost
 * them without knowing, and what it writes from then on is old; so after a while without a sign of the group it asks.
 */
final class Lease {
    private final Duration length;
    private final LongSupplier nanos;
    private long proven;

    Lease(Duration length, LongSupplier nanos) {
        this.length = length;
        this.nanos = nanos;
        this.proven = nanos.getAsLong();
    }

    /** To be called before a poll: when that returns records, the group was left by nobody at this moment. */
    void renew() {
        proven = nanos.getAsLong();
    }

    /** Whether it holds, or could be renewed by asking the group. */
    boolean holds(BooleanSupplier ask) {
        long now = nanos.getAsLong();
        if (now - proven < length.toNanos()) {
            return true;
        }
        if (ask.getAsBoolean()) {
            proven = now;
            return true;
        }
        return false;
    }
}
