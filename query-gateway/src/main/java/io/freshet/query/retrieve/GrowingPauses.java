package io.freshet.query.retrieve;

import io.freshet.store.HeadWatch;
import java.time.Duration;

/** Stands in where the store does not hear of writes: it is looked at again after pauses, each longer than the last. */
final class GrowingPauses implements HeadWatch {
    private static final Duration FIRST = Duration.ofMillis(2);
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final Waiter waiter;
    private Duration pause = FIRST;

    GrowingPauses(Waiter waiter) {
        this.waiter = waiter;
    }

    @Override
    public void await(Duration atMost) throws InterruptedException {
        waiter.pause(shorter(pause, atMost));
        pause = shorter(pause.multipliedBy(2), LONGEST);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        // Nothing was begun.
    }
}
