package io.freshet.index.patience;

import java.time.Duration;

/** Waits; whoever runs the stream can cut the waiting short. */
@FunctionalInterface
public interface Pauser {

    /** Returns false when the waiting was cut short, because the service ends. */
    boolean pause(Duration time) throws InterruptedException;
}
