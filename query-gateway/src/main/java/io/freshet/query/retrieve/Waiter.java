package io.freshet.query.retrieve;

import java.time.Duration;
import java.time.Instant;

/** Time as the gateway knows it: the date, a stopwatch and a pause. */
public interface Waiter {

    Instant now();

    /** A reading that only ever grows; differences count, not values. */
    long nanos();

    void pause(Duration duration) throws InterruptedException;

    /** The machine's own time. */
    static Waiter system() {
        return new SystemWaiter();
    }
}
