package io.freshet.index.audit;

import io.freshet.index.audit.AuditReport.State;
import io.freshet.index.metrics.AuditMeters;
import io.freshet.service.patience.Pauser;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audits of this process, one at a time, ordered or by themselves. The last ones are remembered for as long as the
 * process lives; one that was cut off leaves nothing behind and is simply run again.
 */
public final class Audits implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Audits.class);
    private static final int REMEMBERED = 20;
    private static final Duration CLOSE_TIME = Duration.ofSeconds(10);
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final AuditSettings settings;
    private final AuditTargets targets;
    private final Auditor auditor;
    private final AuditMeters meters;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Deque<RunningAudit> audits = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor thread;
    private int number;

    /**
     * What audits work with, besides what they audit.
     *
     * @param logs opens the changes of a topic; each is closed by the audit
     */
    public record Surroundings(
            Function<String, ChangeLog> logs,
            AuditMeters meters,
            InstantSource clock,
            Pauser pauser,
            LongSupplier nanos) {}

    /** Audits that have not begun. */
    public Audits(AuditSettings settings, AuditTargets targets, Surroundings around) {
        this.settings = settings;
        this.targets = targets;
        this.auditor = new Auditor(settings, around.logs(), around.clock(), around.pauser(), around.nanos());
        this.meters = around.meters();
        this.clock = around.clock();
        this.nanos = around.nanos();
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "index-audit");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    /** From now on audits run by themselves, if the settings say so; the first after one interval. */
    public void start() {
        if (!settings.every().isZero()) {
            long every = settings.every().toMillis();
            var unused = thread.scheduleWithFixedDelay(this::auditByItself, every, every, TimeUnit.MILLISECONDS);
        }
    }

    /** Begins an audit, unless one is running. */
    public AuditReport begin(AuditOrder order) throws AuditRefusedException, StoreUnavailableException {
        AuditTarget target = target(order);
        RunningAudit audit = admitted(order)
                .orElseThrow(() -> new AuditRefusedException(
                        AuditRefusedException.Reason.AUDIT_RUNNING, "an audit is running; there is one at a time"));
        try {
            thread.execute(() -> run(target, order, audit));
        } catch (RejectedExecutionException ending) {
            audit.end(audit.failed("the service is ending", clock.instant()));
        }
        return audit.report();
    }

    private AuditTarget target(AuditOrder order) throws AuditRefusedException, StoreUnavailableException {
        return targets.find(order.generation())
                .orElseThrow(() -> new AuditRefusedException(
                        AuditRefusedException.Reason.UNKNOWN_GENERATION,
                        order.generation() == null
                                ? "there is no index here that serves"
                                : "generation " + order.generation() + " is not written here"));
    }

    private synchronized Optional<RunningAudit> admitted(AuditOrder order) {
        if (!audits.isEmpty() && audits.getFirst().report().state() == State.RUNNING) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        RunningAudit audit = new RunningAudit(ID.format(now) + "-" + ++number, order, now);
        audits.addFirst(audit);
        while (audits.size() > REMEMBERED) {
            audits.removeLast();
        }
        return Optional.of(audit);
    }

    private void auditByItself() {
        AuditOrder order = new AuditOrder(null, settings.repair(), false, null);
        try {
            Optional<AuditTarget> target = targets.find(null);
            if (target.isPresent()) {
                admitted(order).ifPresent(audit -> run(target.get(), order, audit));
            }
        } catch (StoreUnavailableException | RuntimeException failed) {
            log.atWarn().setCause(failed).log("audit could not begin");
        }
    }

    private void run(AuditTarget target, AuditOrder order, RunningAudit audit) {
        long begin = nanos.getAsLong();
        AuditReport report = audit.failed("the audit broke off", clock.instant());
        try {
            report = outcome(target, order, audit);
            tell(report, isOfAllThatServes(target, order), Duration.ofNanos(nanos.getAsLong() - begin));
        } finally {
            audit.end(report);
        }
    }

    /** Whatever is thrown: an audit that is not ended would keep all others from beginning. */
    private AuditReport outcome(AuditTarget target, AuditOrder order, RunningAudit audit) {
        try {
            auditor.audit(target, order, audit);
            return audit.done(clock.instant());
        } catch (InterruptedException | InterruptException ending) {
            Thread.currentThread().interrupt();
            return audit.failed("the service ended before the audit did; run it again", clock.instant());
        } catch (Throwable failed) {
            log.atWarn().setCause(failed).log("audit failed");
            return audit.failed(String.valueOf(failed.getMessage()), clock.instant());
        }
    }

    /** What else is audited says nothing of how much of the serving index differs. */
    private boolean isOfAllThatServes(AuditTarget target, AuditOrder order) {
        if (order.partitions() != null) {
            return false;
        }
        try {
            return targets.find(null)
                    .filter(serving -> serving.generation() == target.generation())
                    .isPresent();
        } catch (StoreUnavailableException | RuntimeException unknown) {
            return false;
        }
    }

    private void tell(AuditReport report, boolean ofAllThatServes, Duration took) {
        meters.audited(report.state().name().toLowerCase(Locale.ROOT), took);
        meters.found(report.drift());
        meters.repaired(report.repaired());
        if (report.state() != State.FAILED && ofAllThatServes) {
            for (DriftKind kind : DriftKind.values()) {
                meters.left(kind.label(), left(report, kind.label()));
            }
        }
        if (report.state() != State.FAILED) {
            meters.succeeded(clock.instant());
        }
        (AuditReport.sum(report.drift()) == 0 ? log.atInfo() : log.atWarn())
                .addKeyValue("audit", report.id())
                .addKeyValue("state", report.state())
                .addKeyValue("generation", report.generation())
                .addKeyValue("rows", report.rows())
                .addKeyValue("drift", report.drift())
                .addKeyValue("repaired", report.repaired())
                .log("audit ended");
    }

    /** What a repair did not come to was right by then. */
    private static long left(AuditReport report, String kind) {
        return report.state() == State.REPAIRED
                ? 0
                : report.drift().getOrDefault(kind, 0L) - report.repaired().getOrDefault(kind, 0L);
    }

    /** The audit of this id, if it is remembered. */
    public synchronized Optional<AuditReport> find(String id) {
        return audits.stream()
                .map(RunningAudit::report)
                .filter(report -> report.id().equals(id))
                .findFirst();
    }

    /** All that are remembered, the last one first. */
    public synchronized List<AuditReport> all() {
        return audits.stream().map(RunningAudit::report).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().log("audit did not end in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
