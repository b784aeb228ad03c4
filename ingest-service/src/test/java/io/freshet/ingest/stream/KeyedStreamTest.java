package io.freshet.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.service.config.ByteSize;
import io.freshet.service.patience.Patience;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The stream over a consumer, lanes and a time that move only when told to. */
final class KeyedStreamTest {

    private static final String TOPIC = "documents";
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    private static final Duration COMMIT = Duration.ofSeconds(1);
    private static final long NOW = 1_000_000;

    /** A consumer whose commits can be made to fail. */
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        private boolean refusesCommits;

        Broker() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            if (refusesCommits && callback != null) {
                callback.onComplete(offsets, new RetriableCommitFailedException("away"));
            } else {
                super.commitAsync(offsets, callback);
            }
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (refusesCommits) {
                throw new RebalanceInProgressException();
            }
            super.commitSync(offsets, timeout);
        }
    }

    private final ManualLanes lanes = new ManualLanes();
    private final ScriptedHandler handler = new ScriptedHandler();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long nanos;

    @SuppressWarnings("NullAway.Init") // by open
    private Broker broker;

    @SuppressWarnings("NullAway.Init") // by open
    private KeyedStream stream;

    @BeforeEach
    void open() {
        open(new StreamSettings(ByteSize.mebibytes(1), 100, 50, COMMIT, Duration.ofMinutes(1)));
    }

    private void open(StreamSettings settings) {
        broker = new Broker();
        broker.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        Patience patience = Patience.endless(Duration.ofSeconds(1), Duration.ofSeconds(4));
        stream = new KeyedStream(
                broker,
                TOPIC,
                handler,
                lanes,
                settings,
                patience,
                new StreamMeters(meters, clock),
                cause -> {},
                () -> nanos);
        stream.subscribe();
        broker.rebalance(List.of(ZERO, ONE));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, String key, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                NOW - 60_000 + offset,
                TimestampType.CREATE_TIME,
                key.length(),
                bytes.length,
                key.getBytes(StandardCharsets.UTF_8),
                bytes,
                new RecordHeaders(),
                Optional.empty());
    }

    private void publish(TopicPartition partition, long offset, String key, String value) {
        broker.addRecord(record(partition, offset, key, value));
    }

    private void after(Duration time) {
        nanos += time.toNanos();
        stream.step();
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata offset = broker.committed(Set.of(partition)).get(partition);
        return offset == null ? -1 : offset.offset();
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = meters.find(name).tags(tags).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    @Nested
    class Order {

        @Test
        void recordsOfOneKeyAreHandledInTheOrderOfTheLogWhateverTheyWaitFor() {
            // Given
            publish(ZERO, 0, "a", "file");
            publish(ZERO, 1, "a", "quick");
            publish(ZERO, 2, "a", "remote");
            publish(ZERO, 3, "a", "quick");

            // When
            stream.step();
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("a@0", "a@1", "a@2", "a@3");
        }

        @Test
        void whatIsBehindASlowOneOfAnotherKeyIsNotDelayed() {
            // Given
            handler.hold("slow@0");
            publish(ZERO, 0, "slow", "file");
            publish(ZERO, 1, "small", "file");
            publish(ZERO, 2, "gone", "quick");

            // When
            stream.step();
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactlyInAnyOrder("small@1", "gone@2");
        }

        @Test
        void whatNeedsNoFileDoesNotQueueBehindFiles() {
            // Given
            publish(ZERO, 0, "a", "file");
            publish(ZERO, 1, "b", "file");
            publish(ZERO, 2, "c", "quick");

            // When
            stream.step();
            while (lanes.runNext(Lane.QUICK)) {
                // Nobody reads files now.
            }

            // Then
            assertThat(handler.handled).containsExactly("c@2");
            assertThat(lanes.waiting(Lane.FILE)).isEqualTo(2);
        }

        @Test
        void keysTakeTurns() {
            // Given
            publish(ZERO, 0, "many", "quick");
            publish(ZERO, 1, "many", "quick");
            publish(ZERO, 2, "many", "quick");
            publish(ZERO, 3, "one", "quick");

            // When
            stream.step();
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("many@0", "one@3", "many@1", "many@2");
        }
    }

    @Nested
    class Committing {

        @Test
        void offsetsAreCommittedUpToTheFirstUnfinishedRecord() {
            // Given
            handler.hold("b@1");
            publish(ZERO, 0, "a", "quick");
            publish(ZERO, 1, "b", "quick");
            publish(ZERO, 2, "c", "quick");
            stream.step();
            lanes.runAll();

            // When
            after(COMMIT);

            // Then
            assertThat(handler.handled).containsExactly("a@0", "c@2");
            assertThat(committed(ZERO)).isEqualTo(1);
        }

        @Test
        void whenTheFirstIsFinishedAllBehindItIsCommittedAtOnce() {
            // Given
            handler.hold("a@0");
            publish(ZERO, 0, "a", "quick");
            publish(ZERO, 7, "c", "quick");
            stream.step();
            lanes.runAll();
            handler.free("a@0");

            // When
            after(COMMIT);
            lanes.runAll();
            after(COMMIT);

            // Then
            assertThat(committed(ZERO)).isEqualTo(8);
        }

        @Test
        void nothingIsCommittedBeforeItsTime() {
            // Given
            publish(ZERO, 0, "a", "quick");
            stream.step();
            lanes.runAll();

            // When
            after(COMMIT.minusMillis(1));

            // Then
            assertThat(committed(ZERO)).isEqualTo(-1);
        }

        @Test
        void aCommitThatFailsIsMadeUpForByTheNext() {
            // Given
            broker.refusesCommits = true;
            publish(ZERO, 0, "a", "quick");
            stream.step();
            lanes.runAll();
            after(COMMIT);
            broker.refusesCommits = false;

            // When
            after(COMMIT);

            // Then
            assertThat(committed(ZERO)).isEqualTo(1);
        }

        @Test
        void whatIsFinishedIsCommittedWhenItsPartitionLeaves() {
            // Given
            publish(ZERO, 0, "a", "quick");
            publish(ZERO, 1, "b", "file");
            stream.step();
            lanes.runNext(Lane.QUICK);

            // When
            broker.rebalance(List.of(ONE));
            broker.rebalance(List.of(ONE, ZERO));

            // Then
            assertThat(committed(ZERO)).isEqualTo(1);
        }

        @Test
        void aPartitionCanLeaveWhileKafkaTakesNoCommits() {
            // Given
            broker.refusesCommits = true;
            publish(ZERO, 0, "a", "quick");
            stream.step();
            lanes.runAll();

            // When
            broker.rebalance(List.of(ONE));

            // Then
            assertThat(broker.assignment()).containsExactly(ONE);
        }
    }

    @Nested
    class Holding {

        @Test
        void aHeldRecordIsTriedAgainAfterPausesThatGrow() {
            // Given
            handler.hold("a@0");
            publish(ZERO, 0, "a", "file");
            stream.step();
            lanes.runAll();

            // When
            after(Duration.ofSeconds(1));
            lanes.runAll();
            after(Duration.ofSeconds(1));
            lanes.runAll();
            after(Duration.ofSeconds(1));
            lanes.runAll();

            // Then
            assertThat(handler.attempts).containsExactly(1, 2, 3);
        }

        @Test
        void thoseOfItsKeyWaitForAHeldRecord() {
            // Given
            handler.hold("a@0");
            publish(ZERO, 0, "a", "file");
            publish(ZERO, 1, "a", "quick");
            stream.step();
            lanes.runAll();
            handler.free("a@0");

            // When
            after(Duration.ofSeconds(1));
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("a@0", "a@1");
        }

        @Test
        void aHeldRecordOccupiesNoLane() {
            // Given
            handler.hold("a@0");
            publish(ZERO, 0, "a", "file");

            // When
            stream.step();
            lanes.runAll();

            // Then
            assertThat(lanes.waiting(Lane.FILE)).isZero();
        }

        @Test
        void anErrorOfOurCodeHoldsItsRecordToo() {
            // Given
            handler.during("a@0", () -> {
                throw new IllegalStateException("a bug");
            });
            publish(ZERO, 0, "a", "quick");
            stream.step();
            lanes.runAll();
            handler.free("a@0");

            // When
            after(Duration.ofSeconds(1));
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("a@0");
        }
    }

    @Nested
    class GivingUp {

        @Test
        void aRecordOnWhichHandlingBreaksDownTimeAndAgainIsFinishedWithoutIt() {
            // Given
            handler.during("a@0", () -> {
                throw new OutOfMemoryError("too large");
            });
            publish(ZERO, 0, "a", "quick");
            publish(ZERO, 1, "a", "quick");

            // When
            stream.step();
            lanes.runAll();
            for (int i = 0; i < 5; i++) {
                after(Duration.ofSeconds(4));
                lanes.runAll();
            }
            after(COMMIT);

            // Then
            assertThat(handler.givenUp).containsExactly("a@0 too large");
            assertThat(handler.handled).containsExactly("a@1");
            assertThat(committed(ZERO)).isEqualTo(2);
        }

        @Test
        void aRecordThatIsHeldForOtherReasonsIsNeverGivenUp() {
            // Given
            handler.hold("a@0");
            publish(ZERO, 0, "a", "quick");

            // When
            stream.step();
            for (int i = 0; i < 20; i++) {
                lanes.runAll();
                after(Duration.ofSeconds(4));
            }

            // Then
            assertThat(handler.givenUp).isEmpty();
            assertThat(handler.attempts).hasSize(20);
        }
    }

    @Nested
    class Bounds {

        private static final Duration LONG = Duration.ofMinutes(1);

        @Test
        void noMoreIsTakenWhenTheBytesInHandReachTheirBound() {
            // Given
            open(new StreamSettings(new ByteSize(10), 100, 100, COMMIT, LONG));
            broker.setMaxPollRecords(1);
            for (int i = 0; i < 9; i++) {
                publish(ZERO, i, "k" + i, "file");
            }

            // When
            for (int i = 0; i < 9; i++) {
                stream.step();
            }

            // Then
            assertThat(broker.position(ZERO)).isEqualTo(2);
            assertThat(broker.paused()).containsExactlyInAnyOrder(ZERO, ONE);
        }

        @Test
        void takingGoesOnWhenAQuarterIsFreeAgain() {
            // Given
            open(new StreamSettings(ByteSize.mebibytes(1), 4, 100, COMMIT, LONG));
            broker.setMaxPollRecords(1);
            for (int i = 0; i < 9; i++) {
                publish(ZERO, i, "k" + i, "quick");
                stream.step();
            }

            // When
            lanes.runNext(Lane.QUICK);
            stream.step();

            // Then
            assertThat(broker.position(ZERO)).isEqualTo(5);
        }

        @Test
        void aRecordLargerThanTheBoundIsTakenWhenNothingElseIsInHand() {
            // Given
            open(new StreamSettings(new ByteSize(3), 100, 100, COMMIT, LONG));
            publish(ZERO, 0, "a", "quick");

            // When
            stream.step();
            lanes.runAll();
            stream.step();
            publish(ZERO, 1, "b", "quick");
            stream.step();
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("a@0", "b@1");
        }

        @Test
        void onlyThePartitionWhoseFirstRecordIsTooFarBackIsPaused() {
            // Given
            open(new StreamSettings(ByteSize.mebibytes(1), 100, 3, COMMIT, LONG));
            handler.hold("held@0");
            publish(ZERO, 0, "held", "quick");
            publish(ZERO, 1, "b", "quick");
            publish(ZERO, 2, "c", "quick");
            stream.step();
            lanes.runAll();

            // When
            stream.step();

            // Then
            assertThat(broker.paused()).containsExactly(ZERO);
        }

        @Test
        void whatStandsBehindAHeldRecordDoesNotKeepOthersWaiting() {
            // Given
            open(new StreamSettings(ByteSize.mebibytes(1), 4, 100, COMMIT, LONG));
            handler.hold("held@0");
            publish(ZERO, 0, "held", "quick");
            stream.step();
            lanes.runAll();
            for (int i = 1; i < 20; i++) {
                publish(ZERO, i, "held", "quick");
            }
            stream.step();

            // When
            publish(ONE, 0, "other", "quick");
            stream.step();
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("other@0");
            assertThat(broker.paused()).isEmpty();
        }

        @Test
        void whenALineMovesAgainItsRecordsCountAgain() {
            // Given
            open(new StreamSettings(ByteSize.mebibytes(1), 4, 100, COMMIT, LONG));
            handler.hold("held@0");
            publish(ZERO, 0, "held", "quick");
            stream.step();
            lanes.runAll();
            for (int i = 1; i < 9; i++) {
                publish(ZERO, i, "held", "file");
            }
            stream.step();
            handler.free("held@0");

            // When
            after(COMMIT);
            lanes.runNext(Lane.QUICK);
            stream.step();

            // Then
            assertThat(broker.paused()).containsExactlyInAnyOrder(ZERO, ONE);
            lanes.runAll();
            stream.step();
            assertThat(broker.paused()).isEmpty();
            assertThat(handler.handled).hasSize(9);
        }

        @Test
        void onlyThePartitionWithManyHeldBytesIsPaused() {
            // Given
            open(new StreamSettings(new ByteSize(100), 100, 100, COMMIT, LONG));
            handler.hold("held@0");
            publish(ZERO, 0, "held", "quick" + " ".repeat(50));

            // When
            stream.step();
            lanes.runAll();
            stream.step();

            // Then
            assertThat(broker.paused()).containsExactly(ZERO);
        }

        @Test
        void aPartitionThatComesWhileThereIsNoRoomIsPaused() {
            // Given
            open(new StreamSettings(ByteSize.mebibytes(1), 1, 100, COMMIT, LONG));
            publish(ONE, 0, "a", "file");
            stream.step();
            broker.rebalance(List.of(ONE));

            // When
            broker.rebalance(List.of(ONE, ZERO));
            stream.step();

            // Then
            assertThat(broker.paused()).containsExactlyInAnyOrder(ZERO, ONE);
        }

        @Test
        void whatWasDroppedWithItsPartitionTakesNoRoom() {
            // Given
            open(new StreamSettings(ByteSize.mebibytes(1), 3, 100, COMMIT, LONG));
            handler.hold("held@0");
            publish(ZERO, 0, "held", "quick");
            publish(ZERO, 1, "held", "quick");
            publish(ZERO, 2, "c", "file");
            stream.step();
            lanes.runNext(Lane.QUICK);

            // When
            broker.rebalance(List.of(ONE));
            lanes.runAll();
            after(COMMIT);

            // Then
            assertThat(gauge("freshet.queue.records", "stage", "extracted")).isZero();
            assertThat(gauge("freshet.queue.bytes", "stage", "extracted")).isZero();
            assertThat(broker.paused()).isEmpty();
        }
    }

    @Nested
    class Leaving {

        @Test
        void aRecordThatIsBeingHandledWhenItsPartitionLeavesSendsNothing() {
            // Given
            handler.during("a@0", () -> broker.rebalance(List.of(ONE)));
            publish(ZERO, 0, "a", "file");
            publish(ZERO, 1, "a", "quick");

            // When
            stream.step();
            lanes.runAll();
            after(COMMIT);

            // Then
            assertThat(handler.handled).isEmpty();
            assertThat(committed(ZERO)).isEqualTo(-1);
            assertThat(gauge("freshet.queue.records", "stage", "extracted")).isZero();
        }

        @Test
        void aPartitionThatComesBackBeginsWhereItWasCommittedAndOwesNothingToItsPast() {
            // Given
            handler.hold("a@0");
            publish(ZERO, 0, "a", "file");
            publish(ZERO, 1, "b", "file");
            stream.step();
            lanes.runNext(Lane.QUICK);
            lanes.runNext(Lane.QUICK);
            lanes.runNext(Lane.FILE);

            // When
            broker.rebalance(List.of());
            broker.rebalance(List.of(ZERO, ONE));
            handler.free("a@0");
            publish(ZERO, 0, "a", "file");
            publish(ZERO, 1, "b", "file");
            stream.step();
            after(COMMIT);
            lanes.runAll();
            after(COMMIT);

            // Then
            assertThat(handler.handled).containsExactly("a@0", "b@1");
            assertThat(committed(ZERO)).isEqualTo(2);
        }

        @Test
        void aMemberThatStoodStillSendsNothingBeforeItHasPolledForAWhile() {
            // Given
            publish(ZERO, 0, "a", "file");
            stream.step();
            lanes.runNext(Lane.QUICK);
            nanos += Duration.ofSeconds(30).toNanos();

            // When
            lanes.runAll();
            after(Duration.ofMillis(200));
            lanes.runAll();
            List<String> atFirst = List.copyOf(handler.handled);
            after(Duration.ofSeconds(4));
            after(Duration.ofSeconds(4));
            lanes.runAll();

            // Then
            assertThat(atFirst).isEmpty();
            assertThat(handler.handled).containsExactly("a@0");
        }

        @Test
        void thePartitionsThatStayGoOn() {
            // Given
            publish(ZERO, 0, "a", "file");
            publish(ONE, 0, "b", "file");
            stream.step();

            // When
            broker.rebalance(List.of(ONE));
            lanes.runAll();

            // Then
            assertThat(handler.handled).containsExactly("b@0");
        }
    }

    @Nested
    class Metrics {

        @Test
        void lagIsToldInRecordsAndInSecondsUntilThePartitionLeaves() {
            // Given
            broker.updateEndOffsets(Map.of(ZERO, 5L, ONE, 0L));
            handler.hold("a@0");
            publish(ZERO, 0, "a", "quick");
            publish(ZERO, 1, "b", "quick");
            stream.step();
            lanes.runAll();

            // When
            after(Duration.ofSeconds(3));

            // Then
            String[] zero = {"stage", "extracted", "partition", "0"};
            assertThat(gauge("freshet.lag.records", zero)).isEqualTo(5);
            assertThat(gauge("freshet.lag.seconds", zero)).isEqualTo(60);
            assertThat(gauge("freshet.lag.records", "partition", "1")).isZero();
            assertThat(gauge("freshet.in.flight.age.seconds", "stage", "extracted"))
                    .isEqualTo(3);
            broker.rebalance(List.of(ONE));
            assertThat(gauge("freshet.lag.records", zero)).isNaN();
        }
    }
}
