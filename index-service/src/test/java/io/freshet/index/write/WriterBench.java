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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A writer over a log in memory; it can be killed, and another one started where positions were committed. The one before
 * is out of the group then, and learns of it when it asks the group.
 */
final class WriterBench {
    static final Duration LEASE = Duration.ofSeconds(3);
    static final Duration LANDING = Duration.ofSeconds(20);
    static final CallLimits CALLS = new CallLimits(200, 10, 500, 1 << 20, 1);
    static final TopicPartition PARTITION = new TopicPartition("freshet.index-changes", 0);

    final List<DeadLetter> deadLetters = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final ChunkWriter store;
    private final Supplier<Flights> flights;
    private final CallLimits calls;
    private final Consumer<Duration> onPoll;
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private long committed;
    private long fed;
    private boolean begun;
    private long nanos;

    @SuppressWarnings("NullAway.Init") // by start
    CommitsNoted consumer;

    @SuppressWarnings("NullAway.Init") // by start
    ChangeWriter writer;

    WriterBench(ChunkWriter store) {
        this(store, () -> Flights.of(1, "calls"), CALLS, time -> {});
    }

    /** @param onPoll what happens while the writer polls, which it does when it waits, too */
    WriterBench(ChunkWriter store, Supplier<Flights> flights, CallLimits calls, Consumer<Duration> onPoll) {
        this.store = store;
        this.flights = flights;
        this.calls = calls;
        this.onPoll = onPoll;
        start();
    }

    /** What was committed before is where the new writer begins; what the old one did not commit it does again. */
    void start() {
        CommitsNoted before = consumer;
        if (before != null) {
            before.fence();
        }
        consumer = new CommitsNoted();
        Clock clock = Clock.fixed(Heads.NOON.plusMillis(120), ZoneOffset.UTC);
        writer = new ChangeWriter(
                consumer,
                PARTITION.topic(),
                PlainAvro.<SpecificRecord>serde().deserializer(),
                store,
                flights.get(),
                new WriterSettings(
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Patience.endless(Duration.ofMillis(10), Duration.ofSeconds(1)),
                        calls,
                        LANDING,
                        LEASE),
                new ChangeWriter.Reports(
                        new DeadLetters(Stage.WRITE, clock), deadLetters::add, new IndexMeters(meters, clock)),
                clock,
                () -> nanos);
        writer.subscribe();
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) log.size()));
        consumer.rebalance(List.of(PARTITION));
        begun = false;
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
        if (!begun) {
            // The writer finds its place before it polls for the first time.
            begun = writer.mayBegin();
        }
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
    final class CommitsNoted extends MockConsumer<byte[], byte[]> {
        private boolean fenced;

        CommitsNoted() {
            super("earliest");
        }

        /** Somebody else has the partition now; the next poll that asks the group shows it. */
        void fence() {
            fenced = true;
            schedulePollTask(() -> rebalance(List.of()));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            onPoll.accept(timeout);
            return super.poll(timeout);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            fed = offset;
        }

        @Override
        public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
            super.seekToBeginning(partitions);
            fed = 0;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return committed == 0 ? Map.of() : Map.of(PARTITION, new OffsetAndMetadata(committed));
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (fenced) {
                throw new CommitFailedException("another member has the partition");
            }
            super.commitSync(offsets);
            committed = Objects.requireNonNull(offsets.get(PARTITION)).offset();
        }
    }
}
