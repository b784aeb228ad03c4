package io.freshet.index.write;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which records may have been written already: by whoever had the partition before us, or by ourselves before they were
 * put back. Only those must be compared with what the store has; a record that came after we took over is news.
 */
final class Rereads {
    private static final Logger log = LoggerFactory.getLogger(Rereads.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> newsFrom = new HashMap<>();
    private final Map<TopicPartition, Long> historyUntil = new HashMap<>();

    Rereads(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Whoever had the partitions before could read no further than their end now. */
    void takeOver(Collection<TopicPartition> partitions) {
        forget(partitions);
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
            ends.forEach((partition, end) -> {
                newsFrom.put(partition, end);
                if (committed.get(partition) == null) {
                    historyUntil.put(partition, end);
                }
            });
        } catch (KafkaException untold) {
            // Comparing everything with the store is slower, not wrong.
            log.atWarn().setCause(untold).log("end of partitions unknown, all their records are compared");
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        newsFrom.keySet().removeAll(Set.copyOf(partitions));
        historyUntil.keySet().removeAll(Set.copyOf(partitions));
    }

    /** Everything before the offset is read again. */
    void putBack(TopicPartition partition, long end) {
        newsFrom.computeIfPresent(partition, (p, known) -> Math.max(known, end));
    }

    /** The index is written again from where it is: nothing of that is new. */
    void startOver(TopicPartition partition) {
        Long end = newsFrom.get(partition);
        if (end != null) {
            historyUntil.put(partition, end);
        }
    }

    /** Whether the store may have this record, or a later one, already. */
    boolean contain(ConsumerRecord<?, ?> record) {
        return record.offset() < newsFrom.getOrDefault(partition(record), Long.MAX_VALUE);
    }

    /** Whether it was there before the group read the partition for the first time: a rebuild, not something new. */
    boolean isHistory(ConsumerRecord<?, ?> record) {
        return record.offset() < historyUntil.getOrDefault(partition(record), 0L);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
