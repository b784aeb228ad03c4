package io.freshet.ingest.stream;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.publish.Lease;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The time from a partition's coming to its leaving, and how far it has come. A partition that comes back begins a new one.
 *
 * <p>Guarded by the {@link Work} it belongs to, but for what never changes.
 */
final class Stay {

    /** What is known of an unfinished record once its bytes are let go. */
    private record Taken(long timestamp, long nanos) {}

    private final TopicPartition partition;
    private final Fence fence;
    private final Map<Object, Line> lines = new HashMap<>();
    private final TreeMap<Long, Taken> unfinished = new TreeMap<>();
    private long next = -1;
    private long committed = -1;
    private long parkedBytes;
    private boolean over;

    Stay(TopicPartition partition, Lease lease) {
        this.partition = partition;
        this.fence = new Fence(lease);
    }

    TopicPartition partition() {
        return partition;
    }

    Fence fence() {
        return fence;
    }

    /** The records of the keys that have unfinished ones. */
    Map<Object, Line> lines() {
        return lines;
    }

    void take(ConsumerRecord<byte[], byte[]> record, long nanos) {
        committed = next < 0 ? record.offset() : committed;
        unfinished.put(record.offset(), new Taken(record.timestamp(), nanos));
        next = record.offset() + 1;
    }

    void finish(long offset) {
        unfinished.remove(offset);
    }

    /** Where whoever takes the partition over must begin; below zero when nothing was taken yet. */
    long position() {
        return unfinished.isEmpty() ? next : unfinished.firstKey();
    }

    /** How many offsets lie between the first unfinished record and what comes next. */
    long spread() {
        return next - position();
    }

    /** The position, when it is further than what was committed. */
    OptionalLong uncommitted() {
        return position() > committed ? OptionalLong.of(position()) : OptionalLong.empty();
    }

    void committed(long offset) {
        committed = Math.max(committed, offset);
    }

    /** When Kafka took the first unfinished record, in milliseconds. */
    @Nullable
    Long firstTimestamp() {
        return unfinished.isEmpty() ? null : unfinished.firstEntry().getValue().timestamp();
    }

    /** When the unfinished record that was taken first was taken. */
    @Nullable
    Long firstTaken() {
        return unfinished.isEmpty() ? null : unfinished.firstEntry().getValue().nanos();
    }

    /** Bytes of the records in lines that do not move. */
    long parkedBytes() {
        return parkedBytes;
    }

    void park(long bytes) {
        parkedBytes += bytes;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
