package io.freshet.index.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.testkit.Heads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WaitingTableTest {
    private static final TopicPartition PARTITION = new TopicPartition("waiting", 0);
    private static final Instant LATER = Heads.NOON.plusSeconds(1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long nanos;
    private final WaitingTable table = new WaitingTable(
            consumer,
            Duration.ofSeconds(5),
            () -> nanos += Duration.ofMillis(100).toNanos());

    @BeforeEach
    void beginAtZero() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void theOldestChangeThatWaitsCounts() {
        holds(0, "a", LATER);
        holds(1, "b", Heads.NOON);

        assertThat(upTo(2)).isEqualTo(new Waiting(2, Heads.NOON));
    }

    @Test
    void whatWaitsNoMoreIsOffTheTable() {
        holds(0, "a", Heads.NOON);
        holds(1, "b", LATER);
        holds(2, "a", null);

        assertThat(upTo(3)).isEqualTo(new Waiting(1, LATER));
    }

    @Test
    void itReadsOnFromLookToLook() {
        holds(0, "a", Heads.NOON);
        upTo(1);
        holds(1, "a", null);

        assertThat(upTo(2)).isEqualTo(Waiting.NONE);
    }

    @Test
    void aShorterTopicIsAnotherOneAndReadFromItsBeginning() {
        holds(0, "a", Heads.NOON);
        holds(1, "b", Heads.NOON);
        upTo(2);
        holds(0, "c", LATER);

        assertThat(upTo(1)).isEqualTo(new Waiting(1, LATER));
    }

    @Test
    void aTopicThatIsGoneHoldsNothingWhenItComesBack() {
        holds(0, "a", Heads.NOON);
        upTo(1);
        table.forget();
        holds(0, "b", LATER);

        assertThat(upTo(1)).isEqualTo(new Waiting(1, LATER));
    }

    @Test
    void withoutTheRecordsUpToTheEndThereIsNoAnswer() {
        assertThatThrownBy(() -> upTo(1)).isInstanceOf(KafkaException.class);
    }

    private Waiting upTo(long end) {
        return table.upTo(Map.of(PARTITION, end));
    }

    private void holds(long offset, String key, @Nullable Instant since) {
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key.getBytes(StandardCharsets.UTF_8),
                since == null
                        ? null
                        : ByteBuffer.allocate(Long.BYTES)
                                .putLong(since.toEpochMilli())
                                .array(),
                new RecordHeaders(),
                Optional.empty())));
    }
}
