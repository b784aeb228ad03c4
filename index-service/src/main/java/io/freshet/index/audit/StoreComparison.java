package io.freshet.index.audit;

import io.freshet.index.write.ChangeDecoder;
import io.freshet.records.IndexKey;
import io.freshet.service.patience.Pauser;
import io.freshet.store.Head;
import io.freshet.store.IndexScan;
import io.freshet.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Compares what is stored with the log of the changes: the log is folded up to its end, the store scanned row by row when
 * it has passed that place, and whatever differs looked at a second time. Both may go on meanwhile: what is only under way
 * is never reported. The memory is that of the folded log, and one reading of the store is enough for as many partitions
 * as fit into it.
 *
 * <p>Compares for one thread at a time.
 */
public final class StoreComparison {
    private final Sources sources;
    private final ChangeDecoder decoder;
    private final Tuning tuning;
    private final Watching watching;

    /**
     * What is compared.
     *
     * @param partitions how many the log has; they decide who is responsible for a row
     */
    public record Sources(
            ChangeLog log,
            Deserializer<SpecificRecord> values,
            int partitions,
            IndexScan scan,
            AppliedPositions applied) {}

    /**
     * How it is compared.
     *
     * @param memory of the folded log, which a single partition may exceed
     * @param patience for a writer that is behind
     */
    public record Tuning(long memory, Duration patience, Pace pace, Pauser pauser, LongSupplier nanos) {

        /** As fast as it goes. */
        public static Tuning unlimited() {
            return new Tuning(256L << 20, Duration.ofMinutes(1), Pace.unlimited(), Pauser.sleeping(), System::nanoTime);
        }
    }

    /** A comparison that can be made again and again. */
    public StoreComparison(Sources sources, Tuning tuning, Watching watching) {
        this.sources = sources;
        this.decoder = new ChangeDecoder(sources.values());
        this.tuning = tuning;
        this.watching = watching;
    }

    /** All that differs in these partitions, for certain. */
    public List<Drift> compare(Collection<Integer> partitions) throws StoreUnavailableException, InterruptedException {
        List<Drift> all = new ArrayList<>();
        compare(partitions, found -> all.addAll(found.drifts()));
        return all;
    }

    /**
     * What differs in some of the partitions, and the log that tells what should be there.
     *
     * @param complete false when so much differs that not all of it was looked for
     */
    record Found(LogFold fold, List<Drift> drifts, boolean complete) {}

    /** Is given what was found, some partitions at a time. */
    @FunctionalInterface
    interface Finding {
        void accept(Found found) throws StoreUnavailableException, InterruptedException;
    }

    void compare(Collection<Integer> partitions, Finding finding)
            throws StoreUnavailableException, InterruptedException {
        List<Integer> left = new ArrayList<>(partitions);
        while (!left.isEmpty()) {
            LogFold fold = new LogFold(sources.log(), decoder);
            int taken = 0;
            while (taken < left.size() && (taken == 0 || fold.truth().bytes() < tuning.memory())) {
                fold.add(left.get(taken++));
                long before = fold.records();
                fold.catchUp(tuning.pace());
                watching.changesRead(fold.records() - before);
            }
            finding.accept(new Round(fold).found());
            watching.partitionsDone(taken, fold.truth().stored(), fold.unreadable());
            left = left.subList(taken, left.size());
        }
    }

    /** The comparison of as many partitions as were folded together. */
    private final class Round {
        private static final int PAGE = 500;
        private static final int SUSPECTS = 1_000;

        /** An index in which more differs should be made anew. */
        private static final int MOST_DRIFTS = 100_000;

        private final LogFold fold;
        private final CatchingUp catchingUp;
        private final SecondLook secondLook;
        private final List<RowKey> suspects = new ArrayList<>();
        private final List<Drift> drifts = new ArrayList<>();
        private List<String> tenants = List.of();

        Round(LogFold fold) {
            this.fold = fold;
            this.catchingUp = new CatchingUp(sources.applied(), tuning.patience(), tuning.pauser(), tuning.nanos());
            this.secondLook = new SecondLook(fold, sources.scan(), catchingUp, tuning.pace());
        }

        Found found() throws StoreUnavailableException, InterruptedException {
            catchingUp.await(fold.catchUp(tuning.pace()));
            tenants = sources.scan().tenants();
            for (String tenant : tenants) {
                scanChunks(tenant);
                scanHeads(tenant);
            }
            confirmSuspects();
            lookForWhatIsMissing();
            return new Found(fold, List.copyOf(drifts), drifts.size() < MOST_DRIFTS);
        }

        private void scanChunks(String tenant) throws StoreUnavailableException, InterruptedException {
            IndexScan.Page<IndexScan.StoredChunk> page = sources.scan().chunks(tenant, "", PAGE);
            while (true) {
                for (IndexScan.StoredChunk stored : page.rows()) {
                    RowKey key = RowKey.of(tenant, stored.chunk());
                    if (isOurs(key)) {
                        look(
                                key,
                                StoredRows.drift(key, stored, null, fold.truth())
                                        .isPresent());
                    }
                }
                endPage(page);
                if (page.isLast() || drifts.size() >= MOST_DRIFTS) {
                    return;
                }
                page = sources.scan().chunks(tenant, page.next(), PAGE);
            }
        }

        private void scanHeads(String tenant) throws StoreUnavailableException, InterruptedException {
            IndexScan.Page<Head> page = sources.scan().heads(tenant, "", PAGE);
            while (true) {
                for (Head head : page.rows()) {
                    RowKey key = RowKey.head(tenant, head.documentId());
                    if (isOurs(key)) {
                        look(
                                key,
                                StoredRows.drift(key, null, head, fold.truth()).isPresent());
                    }
                }
                endPage(page);
                if (page.isLast() || drifts.size() >= MOST_DRIFTS) {
                    return;
                }
                page = sources.scan().heads(tenant, page.next(), PAGE);
            }
        }

        private boolean isOurs(RowKey key) {
            return fold.partitions().contains(key.partition(sources.partitions()));
        }

        private void look(RowKey key, boolean differs) {
            fold.truth().markSeen(key);
            if (differs) {
                suspects.add(key);
            }
        }

        private void endPage(IndexScan.Page<?> page) throws StoreUnavailableException, InterruptedException {
            watching.rowsSeen(page.rows().size());
            tuning.pace().did(page.rows().size());
            if (suspects.size() >= SUSPECTS) {
                confirmSuspects();
            }
        }

        private void confirmSuspects() throws StoreUnavailableException, InterruptedException {
            for (Drift drift : secondLook.confirm(List.copyOf(suspects))) {
                drifts.add(named(drift));
            }
            suspects.clear();
        }

        /** The log is read again where it says what was not found, because it is known by digests only. */
        private void lookForWhatIsMissing() throws StoreUnavailableException, InterruptedException {
            Places places = new Places(fold.truth().unseen());
            while (!places.isEmpty() && drifts.size() < MOST_DRIFTS) {
                sources.log()
                        .at(places.partition(), places.next(SUSPECTS))
                        .forEach(record -> suspects.add(
                                RowKey.of(IndexKey.parse(new String(record.key(), StandardCharsets.UTF_8)))));
                confirmSuspects();
            }
        }

        private Drift named(Drift drift) {
            return drift.kind() == DriftKind.EXTRA && belongsToAnother(drift.key())
                    ? new Drift(DriftKind.WRONG_TENANT, drift.key(), drift.entry())
                    : drift;
        }

        /** A chunk's id is made of its tenant too, so nobody else can have it by right. */
        private boolean belongsToAnother(RowKey key) {
            return !key.isHead()
                    && tenants.stream()
                            .filter(tenant -> !tenant.equals(key.tenant()))
                            .map(tenant -> new RowKey(tenant, key.documentId(), key.chunkId()))
                            .anyMatch(elsewhere -> fold.truth().find(elsewhere).isStored());
        }
    }
}
