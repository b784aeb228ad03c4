package io.freshet.index.write;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.topology.PlainAvro;
import io.freshet.records.DeadLetter;
import io.freshet.records.SequenceHeader;
import io.freshet.records.Stage;
import io.freshet.service.patience.Patience;
import io.freshet.store.ChunkWriter;
import io.freshet.testkit.Heads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A writer over a log in memory; it can be killed, and another one started where positions were committed. */
final class WriterBench {
    static final TopicPartition PARTITION = new TopicPartition("freshet.index-changes", 0);

    final List<DeadLetter> deadLetters = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final ChunkWriter store;
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private long committed;
    private long fed;
    private long nanos;

    @SuppressWarnings("NullAway.Init") // by start
    MockConsumer<byte[], byte[]> consumer;

    @SuppressWarnings("NullAway.Init") // by start
    ChangeWriter writer;

    WriterBench(ChunkWriter store) {
        this.store = store;
        start();
    }

    /** What was committed before is where the new writer begins; what the old one did not commit it does again. */
    void start() {
        consumer = new CommitsNoted();
        Clock clock = Clock.fixed(Heads.NOON.plusMillis(120), ZoneOffset.UTC);
        writer = new ChangeWriter(
                consumer,
                PARTITION.topic(),
                PlainAvro.<SpecificRecord>serde().deserializer(),
                store,
                new WriterSettings(
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Patience.endless(Duration.ofMillis(10), Duration.ofSeconds(1))),
                new ChangeWriter.Reports(
                        new DeadLetters(Stage.WRITE, clock), deadLetters::add, new IndexMeters(meters, clock)),
                clock,
                () -> nanos);
        writer.subscribe();
        consumer.updateBeginningOffsets(Map.of(PARTITION, committed));
        consumer.rebalance(List.of(PARTITION));
        fed = committed;
    }

    void append(String key, @Nullable SpecificRecord value, long sequence) {
        RecordHeaders headers = new RecordHeaders();
        SequenceHeader.write(headers, sequence);
        append(key, PlainAvro.<SpecificRecord>serde().serializer().serialize("", value), headers);
    }

    void append(String key, byte @Nullable [] value, RecordHeaders headers) {
        log.add(new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                log.size(),
                Heads.NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty()));
    }

    boolean atEnd() {
        return fed == log.size();
    }

    /** One poll that brings so many records, if there are that many. */
    void cycle(int records) {
        for (int i = 0; i < records && fed < log.size(); i++) {
            consumer.addRecord(log.get((int) fed++));
        }
        writer.cycle();
    }

    void cycleToEnd() {
        cycle(log.size());
        cycle(0);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    long committed() {
        return committed;
    }

    /** Unlike its parent it still knows what was committed when the partition is gone. */
    private final class CommitsNoted extends MockConsumer<byte[], byte[]> {
        CommitsNoted() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            super.commitSync(offsets);
            committed = Objects.requireNonNull(offsets.get(PARTITION)).offset();
        }
    }
}
