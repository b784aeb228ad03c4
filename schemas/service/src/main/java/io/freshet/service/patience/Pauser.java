package io.freshet.service.patience;

import java.time.Duration;

/** Waits; whoever runs the service can cut the waiting short. */
@FunctionalInterface
public interface Pauser {

    /** Returns false when the waiting was cut short, because the service ends. */
    boolean pause(Duration time) throws InterruptedException;

    /** Waits until the time is over; only an interrupt cuts it short. */
    static Pauser sleeping() {
        return time -> {
            Thread.sleep(time.toMillis());
            return true;
        };
    }
}
