package io.freshet.index.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.testkit.Heads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class FirstRecordsTest {
    private static final Instant LATER = Heads.NOON.plusSeconds(1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long nanos;
    private final FirstRecords first = new FirstRecords(
            consumer,
            Duration.ofSeconds(5),
            () -> nanos += Duration.ofMillis(100).toNanos());

    @Test
    void theFirstRecordTellsTheTime() {
        holds(3, Heads.NOON);
        holds(4, LATER);

        assertThat(first.times("t", range(3))).isEqualTo(Map.of(0, Heads.NOON));
    }

    @Test
    void aPartitionIsLookedAtAsOftenAsNeeded() {
        holds(3, Heads.NOON);
        first.times("t", range(3));
        holds(4, LATER);

        assertThat(first.times("t", range(4))).isEqualTo(Map.of(0, LATER));
    }

    @Test
    void aRecordThatWasReadIsNotReadAgain() {
        holds(3, Heads.NOON);
        first.times("t", range(3));

        assertThat(first.times("t", range(3))).isEqualTo(Map.of(0, Heads.NOON));
    }

    @Test
    void itDoesNotWaitForEver() {
        assertThatThrownBy(() -> first.times("t", range(3))).isInstanceOf(KafkaException.class);
    }

    private static Map<Integer, LogView.Range> range(long start) {
        return Map.of(0, new LogView.Range(start, 9));
    }

    private void holds(long offset, Instant time) {
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                "t",
                0,
                offset,
                time.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty())));
    }
}
