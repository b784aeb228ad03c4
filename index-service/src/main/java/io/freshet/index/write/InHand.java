package io.freshet.index.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Where the records begin that are read but not done, and whether their partitions were ours all the time. */
final class InHand {
    private final Consumer<byte[], byte[]> consumer;
    private final Rereads rereads;
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private boolean busy;
    private boolean lost;

    InHand(Consumer<byte[], byte[]> consumer, Rereads rereads) {
        this.consumer = consumer;
        this.rereads = rereads;
    }

    /** From here on polls must bring no records: nobody would look at them. */
    void begin() {
        busy = true;
        lost = false;
    }

    void take(ConsumerRecords<byte[], byte[]> records) {
        begin();
        clear();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            starts.put(partition, ofPartition.get(0).offset());
            ends.put(partition, ofPartition.get(ofPartition.size() - 1).offset() + 1);
        }
    }

    private void clear() {
        starts.clear();
        ends.clear();
    }

    void done() {
        busy = false;
        clear();
    }

    /** The next poll brings the records again, as far as their partitions are still ours. */
    void putBack() {
        starts.forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
                rereads.putBack(partition, Objects.requireNonNull(ends.get(partition)));
            }
        });
        done();
    }

    boolean busy() {
        return busy;
    }

    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }
}
