package io.freshet.ingest.content;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps a store's directory once a day, and first when it starts. */
public final class DailySweep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DailySweep.class);

    private final DirectorySweep sweep;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "content-sweep");
        daemon.setDaemon(true);
        return daemon;
    });

    public DailySweep(Path directory, Duration keepFor, Clock clock) {
        this.sweep = new DirectorySweep(directory.toAbsolutePath(), keepFor, clock);
        // What a scheduled task throws would end it for good; run() lets nothing through.
        @SuppressWarnings("unused")
        Object scheduled = thread.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.DAYS);
    }

    private void run() {
        try {
            log.atInfo().addKeyValue("deleted", sweep.run()).log("content swept");
        } catch (IOException | DirectoryIteratorException e) {
            log.atWarn().setCause(e).log("content was not swept");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
