package io.freshet.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.index.topology.PlainAvro;
import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.Stage;
import io.freshet.records.Vectors;
import io.freshet.store.Outcome;
import io.freshet.testkit.Heads;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ChangeWriterTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    private final FragileStore store = new FragileStore(new Random(7), 0, () -> {});
    private final WriterBench bench = new WriterBench(store);

    @Test
    void whatIsWrittenBecomesVisibleAndItsPositionIsCommittedAfterASync() {
        put(A, 1);
        head(1, 1);

        bench.cycleToEnd();

        assertThat(store.visible("doc")).containsExactly(A);
        assertThat(store.syncs).isEqualTo(1);
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    void positionsAreNotCommittedBeforeTheSync() {
        put(A, 1);
        head(1, 1);

        bench.cycle(2);

        assertThat(store.visible("doc")).containsExactly(A);
        assertThat(bench.committed()).isZero();
    }

    @Test
    void underLoadASyncIsDueAfterAWhile() {
        put(A, 1);
        bench.pass(Duration.ofMillis(201));

        bench.cycle(1);

        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    void theWayToSearchableIsMeasured() {
        put(A, 1);
        head(1, 1);

        bench.cycleToEnd();

        assertThat(bench.meters
                        .get("freshet.freshness")
                        .tag("stage", "searchable")
                        .timer()
                        .totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(120);
    }

    @Nested
    final class Measuring {

        @Test
        void everyRecordAndEveryWriteIsAccountedFor() {
            bench.append("acme/doc#", new byte[] {99}, new RecordHeaders());
            put(A, 1);
            put(B, 1);
            head(1, 1);
            head(1, 2);
            store.script(new Outcome.Invalid("no"), new Outcome.Overloaded("slow"), new Outcome.Unavailable("away"));

            bench.cycleToEnd();

            assertThat(changes("unreadable")).isEqualTo(1);
            assertThat(changes("netted")).isEqualTo(1);
            assertThat(changes("refused")).isEqualTo(1);
            assertThat(changes("written")).isEqualTo(2);
            assertThat(writes("accepted") + writes("invalid") + writes("overloaded") + writes("unavailable"))
                    .isEqualTo(store.asked);
            assertThat(writes("invalid")).isEqualTo(1);
            assertThat(writes("overloaded")).isEqualTo(1);
            assertThat(writes("unavailable")).isEqualTo(1);
            assertThat(count("freshet.store.holds")).isGreaterThan(0);
        }

        @Test
        void whatTheStoreIsBeyondCountsAsOutdated() {
            head(1, 1);
            head(2, 2);
            bench.cycle(1);
            bench.cycle(1);
            bench.start();

            bench.cycle(1);

            assertThat(changes("outdated")).isEqualTo(1);
        }

        @Test
        void anEditThatWasNettedAwayCountsAsWell() {
            put(A, 1);
            head(1, 1);
            put(B, 2);
            head(2, 2);

            bench.cycleToEnd();

            assertThat(searchable()).isEqualTo(2);
        }

        @Test
        void eventsThatChangeNothingAreNotMeasured() {
            put(A, 1);
            head(1, 1);
            head(1, 2);
            bench.cycle(3);
            head(1, 3);

            bench.cycleToEnd();

            assertThat(searchable()).isEqualTo(1);
        }

        @Test
        void whatIsReadAgainIsNotMeasuredAgain() {
            put(A, 1);
            head(1, 1);
            bench.cycle(2);
            bench.start();

            bench.cycleToEnd();

            assertThat(searchable()).isEqualTo(1);
        }

        @Test
        void whatWasThereBeforeTheGroupFirstReadIsNotMeasured() {
            put(A, 1);
            head(1, 1);
            bench.start();

            bench.cycleToEnd();

            assertThat(searchable()).isZero();
        }

        private double changes(String outcome) {
            return count("freshet.index.changes", "outcome", outcome);
        }

        private double writes(String outcome) {
            return count("freshet.store.writes", "outcome", outcome);
        }

        private double count(String name, String... tags) {
            return bench.meters.get(name).tags(tags).counter().count();
        }

        private long searchable() {
            var timer = bench.meters.find("freshet.freshness").timer();
            return timer == null ? 0 : timer.count();
        }
    }

    @Test
    void onlyWhatMayHaveBeenWrittenBeforeIsComparedWithTheStore() {
        put(A, 1);
        head(1, 1);
        bench.cycleToEnd();
        assertThat(store.reads).isZero();

        put(B, 2);
        head(2, 2, A);
        bench.start();
        bench.cycleToEnd();
        assertThat(store.reads).isEqualTo(1);
    }

    @Nested
    final class Netting {

        @Test
        void threePhasesAreThreeCallsHoweverManyChanges() {
            put(A, 1);
            head(1, 1);
            put(B, 2);
            head(2, 2, A);
            remove(A, 2);

            bench.cycleToEnd();

            assertThat(store.calls).isEqualTo(3);
            assertThat(store.visible("doc")).containsExactly(B);
            assertThat(store.stored("doc")).containsExactly(B);
        }

        @Test
        void aChunkRetiredByANettedSequenceStaysHiddenUntilItIsRemoved() {
            put(A, 1);
            head(1, 1);
            bench.cycleToEnd();
            put(B, 2);
            head(2, 2, A);
            remove(A, 2);
            head(3, 3);
            store.script(Outcome.ACCEPTED, Outcome.ACCEPTED, new Outcome.Overloaded("slow"));

            bench.cycle(4);

            assertThat(store.standing("doc").removed()).contains(A);
            assertThat(store.stored("doc")).containsExactly(B);
        }

        @Test
        void aChunkThatComesBackIsVisibleAtTheEnd() {
            put(A, 1);
            head(1, 1);
            head(2, 2, A);
            remove(A, 2);
            put(A, 3);
            head(3, 3);

            bench.cycleToEnd();

            assertThat(store.visible("doc")).containsExactly(A);
        }
    }

    @Nested
    final class Guard {

        @Test
        void anOlderHeadDoesNotReplaceANewerOne() {
            head(5, 9);
            bench.cycleToEnd();

            head(4, 8);
            bench.start();
            bench.cycleToEnd();

            assertThat(store.standing("doc").sequence()).isEqualTo(5);
        }

        @Test
        void atTheSameSequenceTheNewerOriginWins() {
            head(5, 9);
            head(5, 10);
            bench.cycleToEnd();

            head(5, 9);
            bench.start();
            bench.cycleToEnd();

            assertThat(store.standing("doc").origin().offset()).isEqualTo(10);
        }

        @Test
        void anOldRemovalDoesNotTouchAChunkThatCameBack() {
            put(A, 7);
            head(7, 9);
            bench.cycleToEnd();

            remove(A, 5);
            bench.start();
            bench.cycleToEnd();

            assertThat(store.visible("doc")).containsExactly(A);
        }

        @Test
        void anOldChunkIsNotBroughtBack() {
            put(A, 1);
            head(1, 1);
            head(2, 2, A);
            remove(A, 2);
            head(3, 3);
            bench.cycleToEnd();

            put(A, 1);
            bench.start();
            bench.cycle(1);

            assertThat(store.stored("doc")).isEmpty();
        }
    }

    @Nested
    final class FailingStore {

        @Test
        void aHeldBatchIsRepeatedAndNothingIsSkipped() {
            store.script(
                    new Outcome.Overloaded("slow"), new Outcome.Unavailable("away"), new Outcome.Overloaded("slow"));
            put(A, 1);
            head(1, 1);

            bench.cycleToEnd();

            assertThat(store.visible("doc")).containsExactly(A);
            assertThat(bench.deadLetters).isEmpty();
            assertThat(bench.committed()).isEqualTo(2);
            assertThat(bench.consumer.paused()).isEmpty();
        }

        @Test
        void aRefusedWriteIsADeadLetterAndTheRestGoesOn() {
            store.script(new Outcome.Invalid("vector of another size"));
            put(A, 1);
            head(1, 1);

            bench.cycleToEnd();

            assertThat(bench.deadLetters).singleElement().satisfies(letter -> {
                assertThat(letter.getStage()).isEqualTo(Stage.WRITE);
                assertThat(letter.getCode()).isEqualTo("STORE_REFUSED");
                assertThat(letter.getMessage()).isEqualTo("vector of another size");
                assertThat(letter.getDocumentId()).isEqualTo("doc");
            });
            assertThat(store.head("doc")).isNotNull();
        }
    }

    @Nested
    final class Rebalance {

        @Test
        void whatWasNotSyncedWhenABatchLosesItsPartitionIsNotCommitted() {
            loseThePartitionWithinABatch();

            bench.cycle(0);

            assertThat(store.visible("doc")).containsExactly(A);
            assertThat(store.syncs).isZero();
            assertThat(bench.committed()).isZero();
        }

        @Test
        void theNewOwnerDoesTheBatchAgainWithoutHarm() {
            loseThePartitionWithinABatch();

            bench.start();
            bench.cycleToEnd();

            assertThat(store.visible("doc")).containsExactly(B);
            assertThat(store.stored("doc")).containsExactly(B);
            assertThat(bench.committed()).isEqualTo(5);
            assertThat(bench.deadLetters).isEmpty();
        }

        @Test
        void theNewOwnerMissesNothingThatACrashTook() {
            loseThePartitionWithinABatch();
            store.crash();

            bench.start();
            bench.cycleToEnd();

            assertThat(store.visible("doc")).containsExactly(B);
            assertThat(store.stored("doc")).containsExactly(B);
        }

        @Test
        void aPartitionThatComesBackWithinABatchIsReadAgainFromTheBatchesStart() {
            put(A, 1);
            head(1, 1);
            store.script(new Outcome.Overloaded("slow"));
            bench.writer.mayBegin();
            bench.consumer.scheduleNopPollTask();
            bench.consumer.schedulePollTask(() -> {
                bench.consumer.rebalance(List.of());
                bench.consumer.rebalance(List.of(WriterBench.PARTITION));
            });

            bench.cycle(2);

            assertThat(bench.consumer.position(WriterBench.PARTITION)).isZero();
            assertThat(bench.consumer.paused()).isEmpty();
            assertThat(bench.committed()).isZero();
        }

        @Test
        void betweenBatchesAPartitionIsHandedOverSyncedAndCommitted() {
            put(A, 1);
            head(1, 1);
            bench.cycle(2);

            bench.consumer.rebalance(List.of());
            bench.cycle(0);

            assertThat(store.syncs).isEqualTo(1);
            assertThat(bench.committed()).isEqualTo(2);
        }

        /** A is in service but not synced when B, which replaces it, meets a slow store and the partition goes. */
        private void loseThePartitionWithinABatch() {
            put(A, 1);
            head(1, 1);
            bench.cycle(2);
            put(B, 2);
            head(2, 2, A);
            remove(A, 2);
            store.script(new Outcome.Overloaded("slow"));
            bench.consumer.scheduleNopPollTask();
            bench.consumer.schedulePollTask(() -> bench.consumer.rebalance(List.of()));
            bench.cycle(3);
        }
    }

    @Test
    void aRecordThatCannotBeReadIsADeadLetter() {
        bench.append("acme/doc#", new byte[] {99}, new RecordHeaders());
        put(A, 1);
        head(1, 1);

        bench.cycleToEnd();

        assertThat(bench.deadLetters).singleElement().satisfies(letter -> assertThat(letter.getCode())
                .isEqualTo("UNREADABLE"));
        assertThat(store.visible("doc")).containsExactly(A);
    }

    @Test
    void aStoreThatBreaksItsPromiseStopsTheCycleWithoutACommit() {
        WriterBench broken = new WriterBench(new FragileStore(new Random(7), 0, () -> {
            throw new IllegalStateException("broken");
        }));
        broken.append("acme/doc#", headPut(1, 1, List.of()), 1);

        assertThatThrownBy(() -> broken.cycle(1)).hasMessage("broken");
        assertThat(broken.committed()).isZero();
    }

    private void put(UUID id, long since) {
        bench.append("acme/doc#" + id, chunkPut(id, since), since);
    }

    private void remove(UUID id, long sequence) {
        bench.append("acme/doc#" + id, (SpecificRecord) null, sequence);
    }

    private void head(long sequence, long offset, UUID... removed) {
        List<String> ids = List.of(removed).stream().map(UUID::toString).toList();
        bench.append("acme/doc#", headPut(sequence, offset, ids), sequence);
    }

    private static ChunkPut chunkPut(UUID id, long since) {
        return ChunkPut.newBuilder()
                .setChunkId(id.toString())
                .setTenant("acme")
                .setDocumentId("doc")
                .setText("text")
                .setHeadingPath(List.of())
                .setOrder("V")
                .setMetadata(Metadata.newBuilder().build())
                .setMediaType("text/plain")
                .setVector(Vectors.encode(new float[] {1}))
                .setModelId("model")
                .setSince(since)
                .build();
    }

    private static HeadPut headPut(long sequence, long offset, List<String> removed) {
        PlainAvro.wire();
        return HeadPut.newBuilder()
                .setTenant("acme")
                .setDocumentId("doc")
                .setSequence(sequence)
                .setOrigin(new Origin(0, offset, "event", Heads.NOON, Heads.NOON, null))
                .setMetadata(Metadata.newBuilder().build())
                .setChunkCount(1)
                .setRemoved(removed)
                .build();
    }
}
