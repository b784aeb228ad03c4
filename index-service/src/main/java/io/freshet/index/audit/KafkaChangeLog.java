package io.freshet.index.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The log of a topic, read by a consumer that belongs to no group, reads only what is committed, and is closed here. */
public final class KafkaChangeLog implements ChangeLog {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Over so many offsets it is cheaper to read on than to ask anew. */
    private static final int NEAR = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final LongSupplier nanos;

    /** A log that gives up when nothing comes for a minute. */
    public KafkaChangeLog(Consumer<byte[], byte[]> consumer, String topic) {
        this(consumer, topic, System::nanoTime);
    }

    KafkaChangeLog(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanos) {
        this.consumer = consumer;
        this.topic = topic;
        this.nanos = nanos;
    }

    @Override
    public Map<Integer, Long> ends(Collection<Integer> partitions) {
        List<TopicPartition> named = partitions.stream().map(this::named).toList();
        assign(named);
        return consumer.endOffsets(named).entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    @Override
    public void read(
            int partition, long from, long to, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        if (from >= to) {
            return;
        }
        TopicPartition named = named(partition);
        assign(List.of(named));
        consumer.pause(consumer.assignment());
        consumer.resume(List.of(named));
        // Of a compacted log the first records may be gone; asked for an older offset it would begin at its first.
        long first = from == 0
                ? Objects.requireNonNull(
                        consumer.beginningOffsets(List.of(named)).get(named))
                : from;
        consumer.seek(named, first);
        Progress progress = new Progress(first);
        while (consumer.position(named) < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    each.accept(record);
                }
            }
            progress.require(consumer.position(named));
        }
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> at(int partition, SortedSet<Long> offsets) {
        Map<Long, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        TreeSet<Long> wanted = new TreeSet<>(offsets);
        while (!wanted.isEmpty()) {
            long from = wanted.first();
            long to = from + 1;
            while (!wanted.isEmpty() && wanted.first() < to + NEAR) {
                to = Objects.requireNonNull(wanted.pollFirst()) + 1;
            }
            read(partition, from, to, record -> {
                if (offsets.contains(record.offset())) {
                    found.put(record.offset(), record);
                }
            });
        }
        return new ArrayList<>(found.values());
    }

    /** Those of before stay assigned: the client warns of every answer about partitions that are not any more. */
    private void assign(Collection<TopicPartition> more) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        if (all.addAll(more)) {
            consumer.assign(all);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private TopicPartition named(int partition) {
        return new TopicPartition(topic, partition);
    }

    /** Notices when reading stands still. */
    private final class Progress {
        private long position;
        private long since = nanos.getAsLong();

        Progress(long position) {
            this.position = position;
        }

        void require(long now) {
            if (now != position) {
                position = now;
                since = nanos.getAsLong();
            } else if (nanos.getAsLong() - since > PATIENCE.toNanos()) {
                throw new TimeoutException("nothing comes from " + topic);
            }
        }
    }
}
