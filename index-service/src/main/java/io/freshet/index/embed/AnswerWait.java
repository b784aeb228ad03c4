package io.freshet.index.embed;

import java.time.Duration;

/** How the stream's thread waits for answers: for threads of the pool, or in a test by doing their work itself. */
@FunctionalInterface
public interface AnswerWait {

    /** Waits until something has arrived, and returns how long that took; never longer than told. */
    Duration await(Desk desk, Duration atMost) throws InterruptedException;
}
