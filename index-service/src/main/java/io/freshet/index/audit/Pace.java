package io.freshet.index.audit;

import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InterruptException;

/** Keeps whoever reads much to a number of records a second, so that those who wait for a search do not notice. */
public final class Pace {
    private static final long SHORTEST_PAUSE = Duration.ofMillis(5).toNanos();

    private final double nanosEach;
    private final LongSupplier nanos;
    private final Pauser pauser;
    private long free;

    /** A pace of at most so many records a second. */
    public Pace(int perSecond, LongSupplier nanos, Pauser pauser) {
        this.nanosEach = 1e9 / perSecond;
        this.nanos = nanos;
        this.pauser = pauser;
        this.free = nanos.getAsLong();
    }

    /** No pace at all. */
    public static Pace unlimited() {
        return new Pace(Integer.MAX_VALUE, System::nanoTime, Pauser.sleeping());
    }

    /** Notes what was read, and waits until it was not too much. */
    void did(int records) {
        long now = nanos.getAsLong();
        // What was not used is not saved up.
        free = Math.max(free, now) + (long) (records * nanosEach);
        if (free - now > SHORTEST_PAUSE) {
            try {
                if (!pauser.pause(Duration.ofNanos(free - now))) {
                    throw new AuditStoppedException();
                }
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
    }
}
