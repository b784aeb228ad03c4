package io.freshet.index.write;

import io.freshet.records.DeadLetter;

/** Takes dead letters; returns once they are safe. */
@FunctionalInterface
public interface DeadLetterSink {

    /** Stores the letter. */
    void send(DeadLetter letter);
}
