package io.freshet.index.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The log as the broker tells it. The consumers are used by one thread and belong to no group. */
final class KafkaLogView implements LogView {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final FirstRecords first;
    private final WaitingTable waiting;
    private final int partitions;

    KafkaLogView(Admin admin, AsOfRecorder.Readers readers, int partitions) {
        this.admin = admin;
        this.first = new FirstRecords(readers.first(), PATIENCE, System::nanoTime);
        this.waiting = new WaitingTable(readers.tables(), PATIENCE, System::nanoTime);
        this.partitions = partitions;
    }

    @Override
    public Map<Integer, Long> committed(StagePositions stage) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                await(admin.listConsumerGroupOffsets(stage.group()).partitionsToOffsetAndMetadata());
        Map<Integer, Long> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(stage.topic())) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    @Override
    public Map<Integer, Range> ranges(String topic) throws InterruptedException {
        Map<Integer, Long> starts = offsets(topic, OffsetSpec.earliest());
        Map<Integer, Long> ends = offsets(topic, OffsetSpec.latest());
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        end -> new Range(Objects.requireNonNull(starts.get(end.getKey())), end.getValue())));
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec spec) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> spec));
        return offsets(wanted).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> wanted) throws InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all());
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    @Override
    public Waiting waiting(String topic) throws InterruptedException {
        TopicDescription described;
        try {
            described =
                    await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        } catch (KafkaException failed) {
            if (failed.getCause() instanceof ExecutionException because
                    && because.getCause() instanceof UnknownTopicOrPartitionException) {
                waiting.forget();
                return Waiting.NONE;
            }
            throw failed;
        }
        return waiting.upTo(offsets(Objects.requireNonNull(described).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()))));
    }

    @Override
    public Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> ranges) {
        return first.times(topic, ranges);
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("the broker does not tell its offsets", failed);
        }
    }
}
