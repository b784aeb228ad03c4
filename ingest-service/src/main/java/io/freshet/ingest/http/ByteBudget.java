package io.freshet.ingest.http;

import io.freshet.service.http.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The bytes of request bodies that may be in memory, or on disk, at a time; who does not find room waits a moment. */
public final class ByteBudget {

    private static final int UNIT = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore units;
    private final int most;
    private final Duration patience;

    /** A budget of so many bytes. */
    public ByteBudget(long bytes) {
        this(bytes, PATIENCE);
    }

    ByteBudget(long bytes, Duration patience) {
        this.most = Math.toIntExact(bytes / UNIT + 1);
        this.units = new Semaphore(most, true);
        this.patience = patience;
    }

    /** Waits for room; what is returned is to be given back. */
    int take(long bytes) throws InterruptedException {
        int wanted = (int) Math.min(most, bytes / UNIT + 1);
        if (!units.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Problem.later("BUSY", "too many large documents are being received", patience);
        }
        return wanted;
    }

    void give(int room) {
        units.release(room);
    }
}
