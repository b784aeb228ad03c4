package io.freshet.index;

import io.freshet.index.generation.Lags;
import io.freshet.store.Generation;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How far stages have read, told from the broker, and for the writer from the index itself. */
final class KafkaLags implements Lags {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin kafka;
    private final Surroundings around;
    private final StoreAdmin admin;

    KafkaLags(Admin kafka, Surroundings around, StoreAdmin admin) {
        this.kafka = kafka;
        this.around = around;
        this.admin = admin;
    }

    @Override
    public List<StageLag> of(Generation generation) throws InterruptedException {
        Surroundings there = around.ofLineage(generation.lineage());
        String extracted = there.topics().extracted().name();
        String changes = there.topics().indexChanges().name();
        return List.of(
                lag("embedded", extracted, committed(there.groups().stream(), extracted)),
                lag("searchable", changes, written(generation)));
    }

    /** How much of the documents the stream of a lineage has not read; one that never read anything has all to read. */
    long unread(int lineage) throws InterruptedException {
        Surroundings there = around.ofLineage(lineage);
        String extracted = there.topics().extracted().name();
        return lag("embedded", extracted, committed(there.groups().stream(), extracted))
                .lag();
    }

    private Map<Integer, Long> written(Generation generation) {
        try {
            return admin.writer(generation.number()).positions();
        } catch (StoreUnavailableException unavailable) {
            throw new KafkaException("the index does not tell how far it goes", unavailable);
        }
    }

    private Map<Integer, Long> committed(String group, String topic) throws InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        await(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null && partition.topic().equals(topic)) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    private StageLag lag(String stage, String topic, Map<Integer, Long> done) throws InterruptedException {
        long records = 0;
        long lag = 0;
        try {
            Map<Integer, Long> starts = offsets(topic, OffsetSpec.earliest());
            Map<Integer, Long> ends = offsets(topic, OffsetSpec.latest());
            for (Map.Entry<Integer, Long> end : ends.entrySet()) {
                long start = Objects.requireNonNull(starts.get(end.getKey()));
                long next = Math.max(start, done.getOrDefault(end.getKey(), start));
                records += end.getValue() - start;
                lag += Math.max(0, end.getValue() - next);
            }
        } catch (KafkaException notThereYet) {
            if (!(notThereYet.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw notThereYet;
            }
        }
        return new StageLag(stage, records, lag);
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec spec) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(
                        0, around.config().kafka().partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(kafka.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), entry -> entry.getValue()
                        .offset()));
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new KafkaException("the broker does not tell its offsets", failed.getCause());
        } catch (TimeoutException late) {
            throw new KafkaException("the broker does not tell its offsets", late);
        }
    }
}
