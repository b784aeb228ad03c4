package io.freshet.index.write;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Where the records begin that are read but not done, and whether their partitions were ours all the time. */
final class InHand {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private boolean busy;
    private boolean lost;

    InHand(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** From here on polls must bring no records: nobody would look at them. */
    void begin() {
        busy = true;
        lost = false;
    }

    void take(ConsumerRecords<byte[], byte[]> records) {
        begin();
        starts.clear();
        records.partitions()
                .forEach(p -> starts.put(p, records.records(p).get(0).offset()));
    }

    void done() {
        busy = false;
        starts.clear();
    }

    /** The next poll brings the records again, as far as their partitions are still ours. */
    void putBack() {
        starts.forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
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
