package io.freshet.index.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Looks up the times of the first records of ranges, by reading them. */
final class FirstRecords {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final LongSupplier nanos;

    FirstRecords(Consumer<byte[], byte[]> consumer, Duration patience, LongSupplier nanos) {
        this.consumer = consumer;
        this.patience = patience;
        this.nanos = nanos;
    }

    Map<Integer, Instant> times(String topic, Map<Integer, LogView.Range> ranges) {
        Map<TopicPartition, LogView.Range> open = ranges.entrySet().stream()
                .collect(Collectors.toMap(e -> new TopicPartition(topic, e.getKey()), Map.Entry::getValue));
        Map<Integer, Instant> times = new HashMap<>();
        consumer.assign(open.keySet());
        // A partition that was assigned before is still paused from the last time.
        consumer.resume(open.keySet());
        open.forEach((partition, range) -> consumer.seek(partition, range.start()));
        long deadline = nanos.getAsLong() + patience.toNanos();
        Set<TopicPartition> missing = new HashSet<>(open.keySet());
        while (!missing.isEmpty()) {
            if (nanos.getAsLong() - deadline > 0) {
                throw new KafkaException("the first records of " + topic + " could not be read in time");
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
        return times;
    }
}
