package io.freshet.index.audit;

import io.freshet.index.write.ChangeDecoder;
import io.freshet.service.patience.Pauser;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Makes one audit: finds out which partitions are this process's own, compares them, and repairs if it is told to. */
final class Auditor {
    private static final Duration WRITER_PATIENCE = Duration.ofMinutes(2);
    private static final long ALWAYS_REMOVABLE = 1_000;

    private final AuditSettings settings;
    private final Function<String, ChangeLog> logs;
    private final InstantSource clock;
    private final Pauser pauser;
    private final LongSupplier nanos;

    /** @param logs opens the changes of a topic; each is closed here */
    Auditor(
            AuditSettings settings,
            Function<String, ChangeLog> logs,
            InstantSource clock,
            Pauser pauser,
            LongSupplier nanos) {
        this.settings = settings;
        this.logs = logs;
        this.clock = clock;
        this.pauser = pauser;
        this.nanos = nanos;
    }

    void audit(AuditTarget target, AuditOrder order, RunningAudit audit)
            throws StoreUnavailableException, InterruptedException {
        Set<Integer> own = new TreeSet<>(Errand.send(target.writer(), WRITER_PATIENCE, () -> target.writer()
                .positions()
                .keySet()));
        Set<Integer> wanted = order.partitions() == null ? own : new TreeSet<>(order.partitions());
        List<Integer> partitions = wanted.stream().filter(own::contains).toList();
        audit.of(
                target.generation(),
                partitions,
                wanted.stream().filter(partition -> !own.contains(partition)).toList());
        try (ChangeLog log = logs.apply(target.topic())) {
            audit(target, partitions, order, audit, log);
        }
    }

    private void audit(
            AuditTarget target, Collection<Integer> partitions, AuditOrder order, RunningAudit audit, ChangeLog log)
            throws StoreUnavailableException, InterruptedException {
        StoreComparison comparison = new StoreComparison(
                new StoreComparison.Sources(log, target.values(), target.partitions(), target.scan(), target.applied()),
                new StoreComparison.Tuning(
                        settings.memory().bytes(),
                        WRITER_PATIENCE,
                        new Pace(settings.rate(), nanos, pauser),
                        pauser,
                        nanos),
                audit);
        Repair.Tools tools = new Repair.Tools(
                log,
                new ChangeDecoder(target.values()),
                target.partitions(),
                target.store(),
                target.scan(),
                target.writer(),
                clock,
                pauser);
        comparison.compare(partitions, found -> {
            audit.found(found);
            if (order.repair() && !found.drifts().isEmpty()) {
                repair(tools, found, order, audit);
            }
        });
    }

    private void repair(Repair.Tools tools, StoreComparison.Found found, AuditOrder order, RunningAudit audit)
            throws StoreUnavailableException, InterruptedException {
        Optional<String> objection = order.force() ? Optional.empty() : objection(found);
        if (objection.isPresent()) {
            audit.notRepaired(objection.get());
        } else {
            audit.repaired(Repair.repair(tools, found.fold(), found.drifts()));
        }
    }

    private Optional<String> objection(StoreComparison.Found found) {
        long removals = found.drifts().stream()
                .filter(drift -> !drift.entry().isStored())
                .count();
        long all = removals + found.fold().truth().stored();
        return removals > ALWAYS_REMOVABLE && removals * 100 > all * settings.mostRemoved()
                ? Optional.of("not repaired: " + removals + " of " + all
                        + " rows would be removed; make sure that the log is the right one, then force it")
                : Optional.empty();
    }
}
