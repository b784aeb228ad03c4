package io.freshet.index.audit;

import io.freshet.index.audit.Truth.Entry;
import io.freshet.index.write.Change;
import io.freshet.index.write.ChangeDecoder;
import io.freshet.index.write.StoreForm;
import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.records.Vectors;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import io.freshet.store.ChunkWriter;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what differs: what the log says is put, what it does not know is removed. In the writer's three phases, over
 * all documents, so that none is seen half repaired: chunks put, heads put or removed, chunks removed.
 *
 * <p>Each step is done on the writer's thread and looks at log and store again first: what changed meanwhile is the
 * writer's business, and what it has not reached yet is not touched.
 */
final class Repair {
    private static final int STEP = 200;
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final Patience AGAIN =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final Tools tools;
    private final LogFold fold;
    private final Map<RowKey, Set<UUID>> goneWithHead = new HashMap<>();
    private final Map<DriftKind, Integer> repaired = new EnumMap<>(DriftKind.class);
    private final Map<DriftKind, Integer> refused = new EnumMap<>(DriftKind.class);
    private int givenAway;

    /**
     * What repairs are made with.
     *
     * @param partitions how many the log has
     */
    record Tools(
            ChangeLog log,
            ChangeDecoder decoder,
            int partitions,
            ChunkWriter store,
            IndexScan scan,
            LiveWriter writer,
            InstantSource clock,
            Pauser pauser) {}

    /**
     * What came of it; what is in neither was right already, or is the writer's business by now.
     *
     * @param refused what the store will never take
     * @param givenAway how many rows were left as they are, because another process writes their partition by now
     */
    record Result(Map<DriftKind, Integer> repaired, Map<DriftKind, Integer> refused, int givenAway) {}

    private record Fix(Drift drift, @Nullable Change change) {
        RowKey key() {
            return drift.key();
        }
    }

    private Repair(Tools tools, LogFold fold) {
        this.tools = tools;
        this.fold = fold;
    }

    static Result repair(Tools tools, LogFold fold, List<Drift> drifts)
            throws StoreUnavailableException, InterruptedException {
        Repair repair = new Repair(tools, fold);
        repair.phases(drifts);
        return new Result(repair.repaired, repair.refused, repair.givenAway);
    }

    private void phases(List<Drift> drifts) throws StoreUnavailableException, InterruptedException {
        List<Drift> puts = new ArrayList<>();
        List<Drift> heads = new ArrayList<>();
        List<Drift> removals = new ArrayList<>();
        for (Drift drift : drifts) {
            UUID chunkId = drift.key().chunkId();
            if (chunkId == null) {
                heads.add(drift);
            } else if (drift.entry().isStored()) {
                puts.add(drift);
            } else {
                removals.add(drift);
                goneWithHead
                        .computeIfAbsent(headOf(drift.key()), unused -> new HashSet<>())
                        .add(chunkId);
            }
        }
        for (List<Drift> phase : List.of(puts, heads, removals)) {
            for (int from = 0; from < phase.size(); from += STEP) {
                step(phase.subList(from, Math.min(from + STEP, phase.size())));
            }
        }
    }

    private static RowKey headOf(RowKey key) {
        return RowKey.head(key.tenant(), key.documentId());
    }

    private void step(List<Drift> drifts) throws StoreUnavailableException, InterruptedException {
        List<Fix> open = fixes(drifts);
        Duration paused = Duration.ZERO;
        for (int failures = 0; !open.isEmpty(); failures++) {
            List<Fix> now = open;
            open = Errand.send(tools.writer(), WAIT, () -> apply(now));
            if (!open.isEmpty()) {
                Duration pause = AGAIN.pause(failures);
                paused = paused.plus(pause);
                if (paused.compareTo(AGAIN.total()) > 0) {
                    throw new StoreUnavailableException("the store does not take repairs", null);
                }
                if (!tools.pauser().pause(pause)) {
                    throw new AuditStoppedException();
                }
            }
        }
    }

    /** Reads from the log what is to be put; what cannot be read there any more has changed meanwhile. */
    private List<Fix> fixes(List<Drift> drifts) {
        Map<Integer, TreeMap<Long, Drift>> places = new TreeMap<>();
        List<Fix> fixes = new ArrayList<>();
        for (Drift drift : drifts) {
            Entry entry = drift.entry();
            if (entry.isStored()) {
                places.computeIfAbsent(entry.partition(), unused -> new TreeMap<>())
                        .put(entry.offset(), drift);
            } else {
                fixes.add(new Fix(drift, null));
            }
        }
        places.forEach((partition, byOffset) -> {
            for (ConsumerRecord<byte[], byte[]> record : tools.log().at(partition, new TreeSet<>(byOffset.keySet()))) {
                Drift drift = byOffset.get(record.offset());
                if (drift != null) {
                    fixes.add(new Fix(drift, tools.decoder().decode(record)));
                }
            }
        });
        return fixes;
    }

    /** On the writer's thread. Returns what the store could not take for now. */
    private List<Fix> apply(List<Fix> fixes) throws StoreUnavailableException {
        fold.catchUp(Pace.unlimited());
        Map<Integer, Long> positions = tools.writer().positions();
        StoredRows stored = StoredRows.read(fixes.stream().map(Fix::key).toList(), tools.scan());
        List<Fix> differing = fixes.stream()
                .filter(fix ->
                        isLast(fix) && stored.drift(fix.key(), fold.truth()).isPresent())
                .toList();
        List<Fix> own = differing.stream()
                .filter(fix -> positions.containsKey(partition(fix)))
                .toList();
        givenAway += differing.size() - own.size();
        List<Fix> due = own.stream().filter(fix -> isApplied(fix, positions)).toList();
        List<Outcome> outcomes =
                tools.store().apply(due.stream().map(this::write).toList());
        // The writer syncs with its next batch only, which may be long in coming.
        tools.store().sync();
        List<Fix> again = new ArrayList<>();
        for (int i = 0; i < due.size(); i++) {
            DriftKind kind = due.get(i).drift().kind();
            if (outcomes.get(i) instanceof Outcome.Accepted) {
                repaired.merge(kind, 1, Integer::sum);
            } else if (outcomes.get(i) instanceof Outcome.Invalid) {
                refused.merge(kind, 1, Integer::sum);
            } else {
                again.add(due.get(i));
            }
        }
        return again;
    }

    /** Whether the change that was found out about is still the last of its key. */
    private boolean isLast(Fix fix) {
        return fold.truth().find(fix.key()).offset() == fix.drift().entry().offset();
    }

    private boolean isApplied(Fix fix, Map<Integer, Long> positions) {
        Long position = positions.get(partition(fix));
        return position != null && position > fix.drift().entry().offset();
    }

    private int partition(Fix fix) {
        return fix.key().partition(tools.partitions());
    }

    private Write write(Fix fix) {
        RowKey key = fix.key();
        if (fix.change() != null && fix.change().value() instanceof ChunkPut put) {
            return new Write.PutChunk(key.tenant(), StoreForm.chunk(put), Vectors.decode(put.getVector()));
        }
        if (fix.change() != null && fix.change().value() instanceof HeadPut put) {
            Set<UUID> alsoRemoved = goneWithHead.getOrDefault(key, Set.of());
            return new Write.PutHead(
                    key.tenant(), StoreForm.head(put, alsoRemoved, tools.clock().instant()));
        }
        return key.chunkId() == null
                ? new Write.DeleteHead(key.tenant(), key.documentId())
                : new Write.DeleteChunk(key.tenant(), key.documentId(), key.chunkId());
    }
}
