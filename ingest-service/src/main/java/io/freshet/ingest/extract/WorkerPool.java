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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker processes. Where idle ones are kept, they are started ahead of the files; where they are not, each when first
 * needed. The one that was busy last is taken first, so that a trickle of files keeps one process warm.
 */
public final class WorkerPool implements DocumentExtractor {

    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration START_AGAIN = Duration.ofSeconds(30);
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration TRAIN_WHEN_IDLE = Duration.ofSeconds(60);

    private final WorkerSettings settings;
    private final List<WorkerSlot> slots;
    private final LinkedBlockingDeque<WorkerSlot> idle;
    private final ScheduledExecutorService timer;
    /** One pool is enough to do it. */
    private final @Nullable ClassArchiveTraining training;

    /** Those that recognise text may never be needed. */
    private final boolean ahead;

    private final TempArea temp;
    private volatile long lastUse = System.nanoTime();
    private volatile boolean used;
    private volatile boolean closed;
    private long nextStart = System.nanoTime();

    /** Prepares the pool without starting a process; fails when the workers' jars cannot be found. */
    public WorkerPool(WorkerSettings settings, MeterRegistry meters) throws IOException {
        this(settings, WorkerRole.reading(settings), meters);
    }

    WorkerPool(WorkerSettings settings, WorkerRole role, MeterRegistry meters) throws IOException {
        this.settings = settings;
        this.ahead = !role.recognises();
        WorkerHome home = WorkerHome.of(settings);
        ClassArchive archive = ClassArchive.in(settings.cache(), home);
        WorkerCommand command = new WorkerCommand(home, archive, settings);
        this.temp = TempArea.in(settings.temp());
        WorkerLauncher launcher = new WorkerLauncher(command, settings, temp.directory());
        this.timer = timer();
        this.training = role.recognises() ? null : new ClassArchiveTraining(command, archive, temp.directory());
        this.slots = IntStream.range(0, role.processes())
                .mapToObj(i -> new WorkerSlot(launcher, settings, role, timer, meters))
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
            abandonTraining();
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

    /** Number of processes that have been started and wait for files or read them, successors included. */
    int ready() {
        return slots.stream().mapToInt(WorkerSlot::ready).sum();
    }

    /** Runs every second: ends workers that have been idle for long, and then uses the quiet for training. */
    private void tidy() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastUse);
        boolean stops = !settings.idleStop().isZero();
        if (stops && quiet.compareTo(settings.idleStop()) > 0) {
            slots.forEach(this::stopIdle);
        }
        if (!stops && ahead) {
            startAhead();
        }
        if (ahead && quiet.compareTo(BUSY) < 0) {
            slots.forEach(this::prepareRelief);
        }
        slots.stream().filter(WorkerSlot::isOld).forEach(this::recycle);
        Duration patience =
                stops && settings.idleStop().compareTo(TRAIN_WHEN_IDLE) < 0 ? settings.idleStop() : TRAIN_WHEN_IDLE;
        if (training != null && used && !closed && quiet.compareTo(patience) > 0 && idle.size() == slots.size()) {
            training.begin();
        }
    }

    /** Fills one empty slot, so that no file waits for the start of a process; after a failure, not again for a while. */
    private void startAhead() {
        if (closed || System.nanoTime() - nextStart < 0) {
            return;
        }
        for (WorkerSlot slot : slots) {
            if (!slot.isFilled() && idle.remove(slot)) {
                try {
                    slot.fill();
                } catch (WorkerUnavailableException e) {
                    startsAgainLater(e);
                } finally {
                    idle.addLast(slot);
                }
                if (closed) {
                    slot.kill();
                }
                return;
            }
        }
    }

    private void prepareRelief(WorkerSlot slot) {
        if (closed || System.nanoTime() - nextStart < 0) {
            return;
        }
        try {
            slot.prepareRelief();
        } catch (WorkerUnavailableException e) {
            startsAgainLater(e);
        }
        if (closed) {
            slot.kill();
        }
    }

    private void startsAgainLater(WorkerUnavailableException e) {
        nextStart = System.nanoTime() + START_AGAIN.toNanos();
        log.atWarn().addKeyValue("reason", e.getMessage()).log("no worker could be started ahead");
    }

    private void stopIdle(WorkerSlot slot) {
        whileIdle(slot, () -> {
            slot.end("idle");
            slot.kill();
        });
    }

    private void recycle(WorkerSlot slot) {
        whileIdle(slot, () -> slot.end("recycled"));
    }

    private void whileIdle(WorkerSlot slot, Runnable ending) {
        if (slot.isFilled() && idle.remove(slot)) {
            try {
                ending.run();
            } finally {
                idle.addLast(slot);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        abandonTraining();
        slots.forEach(WorkerSlot::kill);
        temp.close();
    }

    private void abandonTraining() {
        if (training != null) {
            training.abandon();
        }
    }
}
