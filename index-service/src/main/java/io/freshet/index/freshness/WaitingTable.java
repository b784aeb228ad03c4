package io.freshet.index.freshness;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The changes that wait in a stage, read from the changelog of the stage's store: by key the time of publishing, in
 * milliseconds, or null when the change waits no more. Read on from look to look.
 */
final class WaitingTable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Map<ByteBuffer, Long> since = new HashMap<>();

    /** @param consumer reads only what is committed: a change that is taken off the table must have been sent on */
    WaitingTable(Consumer<byte[], byte[]> consumer, Duration patience, LongSupplier nanos) {
        this.consumer = consumer;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** Reads on up to these ends, which open transactions may still keep from being read for a moment. */
    Waiting upTo(Map<TopicPartition, Long> ends) {
        follow(ends);
        long deadline = nanos.getAsLong() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (nanos.getAsLong() - deadline > 0) {
                throw new KafkaException("the changes that wait could not be read in time");
            }
            consumer.poll(POLL).forEach(this::fold);
        }
        return since.values().stream()
                .min(Long::compare)
                .map(oldest -> new Waiting(since.size(), Instant.ofEpochMilli(oldest)))
                .orElse(Waiting.NONE);
    }

    /** The topic is not there, or no more. */
    void forget() {
        since.clear();
        consumer.unsubscribe();
    }

    private void follow(Map<TopicPartition, Long> ends) {
        Set<TopicPartition> partitions = new HashSet<>(ends.keySet());
        boolean followed = consumer.assignment().equals(partitions);
        // A topic that is shorter than what was read of it is another one.
        if (!followed || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) > end.getValue())) {
            since.clear();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
    }

    private void fold(ConsumerRecord<byte[], byte @Nullable []> record) {
        ByteBuffer key = ByteBuffer.wrap(record.key());
        byte[] value = record.value();
        if (value == null) {
            since.remove(key);
        } else {
            since.put(key, value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : record.timestamp());
        }
    }
}
