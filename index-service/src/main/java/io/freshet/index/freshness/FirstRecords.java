package io.freshet.index.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Looks up the times of the first records of ranges, by reading them, each once: it may be a large one. */
final class FirstRecords {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Found> found = new HashMap<>();

    private record Found(long start, Instant time) {}

    FirstRecords(Consumer<byte[], byte[]> consumer, Duration patience, LongSupplier nanos) {
        this.consumer = consumer;
        this.patience = patience;
        this.nanos = nanos;
    }

    Map<Integer, Instant> times(String topic, Map<Integer, LogView.Range> ranges) {
        Map<Integer, Instant> times = new HashMap<>();
        Map<TopicPartition, LogView.Range> open = new HashMap<>();
        ranges.forEach((number, range) -> {
            TopicPartition partition = new TopicPartition(topic, number);
            Found before = found.get(partition);
            if (before != null && before.start() == range.start()) {
                times.put(number, before.time());
            } else {
                open.put(partition, range);
            }
        });
        if (!open.isEmpty()) {
            times.putAll(read(open));
        }
        return times;
    }

    private Map<Integer, Instant> read(Map<TopicPartition, LogView.Range> open) {
        Map<Integer, Instant> times = new HashMap<>();
        consumer.assign(open.keySet());
        // A partition that was assigned before is still paused from the last time.
        consumer.resume(open.keySet());
        open.forEach((partition, range) -> consumer.seek(partition, range.start()));
        long deadline = nanos.getAsLong() + patience.toNanos();
        Set<TopicPartition> missing = new HashSet<>(open.keySet());
        while (!missing.isEmpty()) {
            if (nanos.getAsLong() - deadline > 0) {
                throw new KafkaException("the first records of " + open.keySet() + " could not be read in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                times.putIfAbsent(record.partition(), Instant.ofEpochMilli(record.timestamp()));
            }
            missing.removeIf(partition -> times.containsKey(partition.partition())
                    || consumer.position(partition)
                            >= Objects.requireNonNull(open.get(partition)).end());
            // One record of each is enough.
            consumer.pause(
                    open.keySet().stream().filter(p -> !missing.contains(p)).toList());
        }
        open.forEach((partition, range) -> {
            Instant time = times.get(partition.partition());
            if (time != null) {
                found.put(partition, new Found(range.start(), time));
            }
        });
        return times;
    }
}
