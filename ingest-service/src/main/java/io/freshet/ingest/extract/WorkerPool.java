package io.freshet.ingest.extract;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Worker processes, each started when first needed. The one that was busy last is taken first, so that a trickle of files
 * keeps one process warm and leaves the others unstarted.
 */
public final class WorkerPool implements DocumentExtractor {

    private static final Duration TRAIN_WHEN_IDLE = Duration.ofSeconds(60);

    private final WorkerSettings settings;
    private final List<WorkerSlot> slots;
    private final LinkedBlockingDeque<WorkerSlot> idle;
    private final ScheduledExecutorService timer;
    private final ClassArchiveTraining training;
    private volatile long lastUse = System.nanoTime();
    private volatile boolean used;
    private volatile boolean closed;

    /** Prepares the pool without starting a process; fails when the workers' jars cannot be found. */
    public WorkerPool(WorkerSettings settings, MeterRegistry meters) throws IOException {
        this.settings = settings;
        WorkerHome home = WorkerHome.of(settings);
        ClassArchive archive = ClassArchive.in(settings.cache(), home);
        WorkerCommand command = new WorkerCommand(home, archive, settings);
        WorkerLauncher launcher = new WorkerLauncher(command, settings);
        this.timer = timer();
        this.training = new ClassArchiveTraining(command, archive, settings.temp());
        this.slots = IntStream.range(0, settings.processes())
                .mapToObj(i -> new WorkerSlot(launcher, settings, timer, meters))
                .toList();
        this.idle = new LinkedBlockingDeque<>(slots);
        var unused = timer.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
    }

    /** Two threads, so that ending an idle worker never delays another one's deadline. */
    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "worker-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public Extraction extract(SourceFile file) throws InterruptedException, WorkerUnavailableException {
        WorkerSlot slot = idle.takeFirst();
        try {
            if (closed) {
                throw new WorkerUnavailableException("the pool is closed");
            }
            training.abandon();
            Extraction extraction = slot.extract(file);
            if (closed && extraction instanceof Extraction.Unreadable) {
                throw new WorkerUnavailableException("the pool was closed while the file was read");
            }
            return extraction;
        } finally {
            used = true;
            lastUse = System.nanoTime();
            idle.addFirst(slot);
        }
    }

    /** Number of processes that can read at the same time. */
    public int size() {
        return slots.size();
    }

    /** Runs every second: ends workers that have been idle for long, and then uses the quiet for training. */
    private void tidy() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastUse);
        boolean stops = !settings.idleStop().isZero();
        if (stops && quiet.compareTo(settings.idleStop()) > 0) {
            for (WorkerSlot slot : slots) {
                stop(slot);
            }
        }
        Duration patience =
                stops && settings.idleStop().compareTo(TRAIN_WHEN_IDLE) < 0 ? settings.idleStop() : TRAIN_WHEN_IDLE;
        if (used && !closed && quiet.compareTo(patience) > 0 && idle.size() == slots.size()) {
            training.begin();
        }
    }

    private void stop(WorkerSlot slot) {
        if (slot.isFilled() && idle.remove(slot)) {
            try {
                slot.end("idle");
            } finally {
                idle.addLast(slot);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        training.abandon();
        slots.forEach(WorkerSlot::kill);
    }
}
