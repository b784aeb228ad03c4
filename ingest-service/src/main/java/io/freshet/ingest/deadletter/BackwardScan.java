package io.freshet.ingest.deadletter;

import io.freshet.ingest.publish.BrokerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic from its end towards its beginning, a stretch of each partition at a time, each stretch longer than the one
 * before.
 */
final class BackwardScan {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FIRST_STRETCH = 32;
    private static final int LONGEST_STRETCH = 1024;

    private final Consumer<byte[], byte[]> consumer;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> reached;
    private int length = FIRST_STRETCH;

    /** Told every record of a stretch, in the order of the log. */
    interface Visitor {
        void visit(ConsumerRecord<byte[], byte[]> record);
    }

    BackwardScan(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        this.begins = consumer.beginningOffsets(partitions, PATIENCE);
        this.reached = new HashMap<>(consumer.endOffsets(partitions, PATIENCE));
        dropDone();
    }

    boolean isDone() {
        return reached.isEmpty();
    }

    /** Goes no further back in this partition. */
    void leave(int partition) {
        reached.keySet().removeIf(one -> one.partition() == partition);
    }

    /** The partitions that are not read to their beginning. */
    List<Integer> open() {
        return reached.keySet().stream().map(TopicPartition::partition).toList();
    }

    /** Reads the next stretch of every partition. */
    void step(Visitor visitor) throws BrokerUnavailableException {
        Map<TopicPartition, Long> ends = new HashMap<>(reached);
        consumer.assign(ends.keySet());
        consumer.resume(ends.keySet());
        reached.replaceAll((partition, end) -> Math.max(begins.getOrDefault(partition, 0L), end - length));
        reached.forEach(consumer::seek);
        Map<TopicPartition, Long> left = new HashMap<>(ends);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new BrokerUnavailableException("reading took too long", new IllegalStateException());
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
                    visitor.visit(record);
                }
            }
            List<TopicPartition> read = new ArrayList<>(left.keySet());
            read.removeIf(partition -> consumer.position(partition) < left.getOrDefault(partition, 0L));
            consumer.pause(read);
            read.forEach(left::remove);
        }
        length = Math.min(LONGEST_STRETCH, 2 * length);
        dropDone();
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private void dropDone() {
        reached.entrySet().removeIf(one -> begins.getOrDefault(one.getKey(), 0L) >= one.getValue());
    }
}
