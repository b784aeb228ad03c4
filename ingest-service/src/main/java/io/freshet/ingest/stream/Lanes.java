package io.freshet.ingest.stream;

/** Runs tasks, those of one lane in the order in which they came. */
interface Lanes {

    /** Returns at once. */
    void execute(Lane lane, Runnable task);

    /** Interrupts what runs, and forgets the rest. */
    void stop();
}
