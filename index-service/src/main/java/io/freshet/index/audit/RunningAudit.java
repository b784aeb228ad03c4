package io.freshet.index.audit;

import io.freshet.index.audit.AuditReport.Example;
import io.freshet.index.audit.AuditReport.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An audit as it goes on: one thread tells what happens, any may ask for the report. */
final class RunningAudit implements Watching {
    private static final int MOST_EXAMPLES = 20;

    private final String id;
    private final boolean repair;
    private final Instant startedAt;
    private @Nullable Integer generation;
    private @Nullable Collection<Integer> partitions;
    private @Nullable Collection<Integer> elsewhere;
    private int partitionsDone;
    private long changesRead;
    private long rowsSeen;
    private long rows;
    private long unreadable;
    private final Map<String, Long> drift = new TreeMap<>();
    private final Map<String, Long> repaired = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private int givenAway;
    private boolean incomplete;
    private @Nullable String problem;
    private @Nullable AuditReport ended;
    private final List<Example> examples = new ArrayList<>();

    RunningAudit(String id, AuditOrder order, Instant startedAt) {
        this.id = id;
        this.repair = order.repair();
        this.generation = order.generation();
        this.startedAt = startedAt;
    }

    synchronized void of(int number, Collection<Integer> own, Collection<Integer> others) {
        generation = number;
        partitions = List.copyOf(own);
        elsewhere = others.isEmpty() ? null : List.copyOf(others);
    }

    @Override
    public synchronized void changesRead(long changes) {
        changesRead += changes;
    }

    @Override
    public synchronized void rowsSeen(long more) {
        rowsSeen += more;
    }

    @Override
    public synchronized void partitionsDone(int done, long moreRows, long moreUnreadable) {
        partitionsDone += done;
        rows += moreRows;
        unreadable += moreUnreadable;
    }

    synchronized void found(StoreComparison.Found found) {
        for (Drift each : found.drifts()) {
            drift.merge(each.kind().label(), 1L, Long::sum);
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(Example.of(each));
            }
        }
        incomplete |= !found.complete();
    }

    synchronized void repaired(Repair.Result result) {
        result.repaired().forEach((kind, count) -> repaired.merge(kind.label(), (long) count, Long::sum));
        result.refused().forEach((kind, count) -> refused.merge(kind.label(), (long) count, Long::sum));
        givenAway += result.givenAway();
        if (givenAway > 0 && problem == null) {
            problem = "not all repaired: another process writes some of the partitions by now; audit them there";
        }
    }

    synchronized void notRepaired(String why) {
        problem = why;
    }

    /** The last report, which is not shown before {@link #end}. */
    synchronized AuditReport failed(String why, Instant at) {
        return report(State.FAILED, at, why);
    }

    /** The last report, which is not shown before {@link #end}. */
    synchronized AuditReport done(Instant at) {
        if (drift.isEmpty()) {
            return report(State.CLEAN, at, problem);
        }
        boolean allRight = repair && problem == null && givenAway == 0 && refused.isEmpty() && !incomplete;
        return report(allRight ? State.REPAIRED : State.DRIFT, at, problem);
    }

    synchronized void end(AuditReport last) {
        ended = last;
    }

    synchronized AuditReport report() {
        return ended == null ? report(State.RUNNING, null, problem) : ended;
    }

    private AuditReport report(State state, @Nullable Instant endedAt, @Nullable String why) {
        return new AuditReport(
                id,
                state,
                generation,
                repair,
                startedAt,
                endedAt,
                partitions,
                elsewhere,
                partitionsDone,
                changesRead,
                rowsSeen,
                rows,
                unreadable,
                new TreeMap<>(drift),
                new TreeMap<>(repaired),
                new TreeMap<>(refused),
                incomplete,
                why,
                List.copyOf(examples));
    }
}
