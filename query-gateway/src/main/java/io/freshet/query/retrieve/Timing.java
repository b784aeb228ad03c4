package io.freshet.query.retrieve;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long the stages of one search took. Used by one thread. */
public final class Timing {

    /** A stage's work. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private final Waiter waiter;
    private final Map<Stage, Duration> spent = new EnumMap<>(Stage.class);

    Timing(Waiter waiter) {
        this.waiter = waiter;
    }

    <T, E extends Exception> T of(Stage stage, Work<T, E> work) throws E {
        long began = waiter.nanos();
        try {
            return work.run();
        } finally {
            add(stage, Duration.ofNanos(waiter.nanos() - began));
        }
    }

    void add(Stage stage, Duration duration) {
        spent.merge(stage, duration, Duration::plus);
    }

    /** The time spent in a stage; zero when it was not needed. */
    public Duration spent(Stage stage) {
        return spent.getOrDefault(stage, Duration.ZERO);
    }
}
