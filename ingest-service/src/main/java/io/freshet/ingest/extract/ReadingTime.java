package io.freshet.ingest.extract;

import java.time.Duration;

/** The time that a file may take, all attempts together; it runs from the moment the first worker has the file. */
final class ReadingTime {

    /** With less left than this, nothing is begun. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private static final long BIG_FILE = 10L << 20;

    private final Duration limit;
    private long end;
    private boolean running;

    private ReadingTime(Duration limit) {
        this.limit = limit;
    }

    static ReadingTime of(Duration limit, long length) {
        return new ReadingTime(length > BIG_FILE ? limit.multipliedBy(2) : limit);
    }

    /** Begins to count, if that has not happened, and returns what is left. */
    Duration run() {
        if (!running) {
            running = true;
            end = System.nanoTime() + limit.toNanos();
        }
        return left();
    }

    /** Whether there is too little left for another attempt. */
    boolean isOver() {
        return running && left().compareTo(LEAST) < 0;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
