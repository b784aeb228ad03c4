package io.freshet.ingest.extract;

import io.freshet.ingest.extract.WorkerProcess.Answer;
import io.freshet.ingest.extract.WorkerProcess.DiedIdleException;
import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import io.freshet.tika.wire.WorkerSays;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place for one worker, filled when a file comes. Owned by one thread at a time; only {@link #prepareRelief} and {@link
 * #kill} may come from another.
 */
final class WorkerSlot {

    private static final Logger log = LoggerFactory.getLogger(WorkerSlot.class);
    private static final int IDLE_DEATHS = 3;

    /** A worker's successor is started when it has this part of its files or its time left. */
    private static final int LAST_PART = 10;

    private final WorkerLauncher launcher;
    private final WorkerSettings settings;
    private final WorkerRole role;
    private final ScheduledExecutorService timer;
    private final MeterRegistry meters;
    private volatile @Nullable WorkerProcess worker;
    private volatile @Nullable WorkerProcess relief;

    WorkerSlot(
            WorkerLauncher launcher,
            WorkerSettings settings,
            WorkerRole role,
            ScheduledExecutorService timer,
            MeterRegistry meters) {
        this.launcher = launcher;
        this.settings = settings;
        this.role = role;
        this.timer = timer;
        this.meters = meters;
    }

    /** Reads a file; what a process dies of is tried once more in a fresh one while there is time, in case it died of an earlier file. */
    Extraction extract(SourceFile file) throws WorkerUnavailableException {
        Answer fullest = null;
        ReadingTime time = ReadingTime.of(role.timeLimit(), file.content().length());
        for (int attempt = 1; ; attempt++) {
            Answer answer = read(file, time);
            WorkerSays.Failure failure = answer.done().failure();
            if (failure == null || !failure.code().endsTheWorker()) {
                recycle();
                return outcome(answer, attempt);
            }
            end(failure.code().name().toLowerCase(Locale.ROOT));
            fullest =
                    fullest == null || answer.blocks().size() > fullest.blocks().size() ? answer : fullest;
            if (attempt >= role.attempts() || time.isOver()) {
                return lastResort(fullest, failure, attempt);
            }
        }
    }

    boolean isFilled() {
        return ready() > 0;
    }

    /** Number of processes in this place. */
    int ready() {
        return (worker == null ? 0 : 1) + (relief == null ? 0 : 1);
    }

    /** Starts a worker without a file for it. */
    void fill() throws WorkerUnavailableException {
        if (!isFilled()) {
            worker = launcher.start();
        }
    }

    /** Whether the worker has served long enough. */
    boolean isOld() {
        WorkerProcess current = worker;
        return current != null && current.age().compareTo(settings.maxAge()) > 0;
    }

    /** Starts and warms the successor of a worker that has not much left, so that no file waits for that. */
    void prepareRelief() throws WorkerUnavailableException {
        if (relief != null || !isNearlyDue()) {
            return;
        }
        WorkerProcess started = launcher.start();
        boolean taken = false;
        try {
            if (!new WarmUp(role, timer).of(started)) {
                throw new WorkerUnavailableException("a fresh worker cannot read a page of text");
            }
            // The end may have come sooner than the successor.
            taken = isNearlyDue();
        } finally {
            if (taken) {
                relief = started;
            } else {
                started.kill();
            }
        }
    }

    /** Ends the worker for a reason that is counted. */
    void end(String cause) {
        WorkerProcess current = worker;
        if (current != null) {
            worker = null;
            current.kill();
            meters.counter("freshet.worker.restarts", "cause", cause).increment();
            log.atInfo().addKeyValue("cause", cause).log("worker ended");
        }
    }

    /** Ends the worker and its successor; also from another thread, while it reads. */
    void kill() {
        WorkerProcess current = worker;
        worker = null;
        WorkerProcess next = takeRelief();
        if (current != null) {
            current.kill();
        }
        if (next != null) {
            next.kill();
        }
    }

    private synchronized @Nullable WorkerProcess takeRelief() {
        WorkerProcess next = relief;
        relief = null;
        return next;
    }

    private boolean isNearlyDue() {
        WorkerProcess current = worker;
        return current != null
                && (current.filesRead() >= settings.filesPerProcess() - settings.filesPerProcess() / LAST_PART
                        || current.age()
                                        .compareTo(settings.maxAge()
                                                .minus(settings.maxAge().dividedBy(LAST_PART)))
                                > 0);
    }

    private Answer read(SourceFile file, ReadingTime time) throws WorkerUnavailableException {
        for (int death = 1; ; death++) {
            WorkerProcess current = worker;
            if (current == null) {
                WorkerProcess next = takeRelief();
                current = next == null ? launcher.start() : next;
                worker = current;
            }
            try {
                return current.read(file, role, time, timer);
            } catch (DiedIdleException e) {
                end("died_idle");
                if (death == IDLE_DEATHS) {
                    throw new WorkerUnavailableException("workers die before they take a file", e);
                }
            }
        }
    }

    private void recycle() {
        WorkerProcess current = worker;
        if (current != null && (current.filesRead() >= settings.filesPerProcess() || isOld())) {
            end("recycled");
        }
    }

    private static Extraction outcome(Answer answer, int attempt) {
        WorkerSays.Failure failure = answer.done().failure();
        return failure == null
                ? new Extraction.Extracted(
                        answer.done().facts(), answer.blocks(), answer.done().warnings())
                : new Extraction.Unreadable(failure.code(), failure.detail(), attempt);
    }

    /** Pages that were read before the time was over are better than none. */
    private static Extraction lastResort(Answer fullest, WorkerSays.Failure failure, int attempt) {
        if (failure.code() != FailureCode.TIMEOUT || fullest.blocks().isEmpty()) {
            return new Extraction.Unreadable(failure.code(), failure.detail(), attempt);
        }
        Set<Warning> warnings = EnumSet.of(Warning.PARTIAL, Warning.TIMEOUT);
        return new Extraction.Extracted(fullest.done().facts(), fullest.blocks(), warnings);
    }
}
