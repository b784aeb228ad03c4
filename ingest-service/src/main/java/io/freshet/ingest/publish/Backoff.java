package io.freshet.ingest.publish;

import java.time.Duration;

/** Waits between attempts, longer each time, up to a bound. */
public interface Backoff {

    /** Waits before the given attempt; the first retry is attempt 1. */
    void await(int attempt) throws InterruptedException;

    /** Doubles from the first pause to the longest. */
    static Backoff doubling(Duration first, Duration longest) {
        return attempt -> {
            long pause = first.toMillis() << Math.min(20, attempt - 1);
            Thread.sleep(Math.min(pause, longest.toMillis()));
        };
    }
}
