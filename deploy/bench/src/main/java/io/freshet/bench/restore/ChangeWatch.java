package io.freshet.bench.restore;

import io.freshet.records.HeadPut;
import io.freshet.records.Topic;
import io.freshet.records.serde.RecordSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the stream sends, as the writer would, and knows how far the stream is by the heads of documents. */
final class ChangeWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String HEAD = "#";

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<SpecificRecord> values;
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private final Map<String, Integer> chunks = new TreeMap<>();

    ChangeWatch(Map<String, Object> clients, Topic<SpecificRecord> topic, RecordSerdes serdes) {
        this.values = serdes.deserializer(topic);
        this.consumer = new KafkaConsumer<>(
                RestoreRig.with(clients, Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList());
    }

    /** Reads until it has seen enough, and tells whether that was before the time was over. */
    boolean await(BooleanSupplier enough, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!enough.getAsBoolean() && System.nanoTime() < deadline) {
            poll();
        }
        return enough.getAsBoolean();
    }

    /** Reads what is there. */
    void poll() {
        consumer.poll(POLL).forEach(this::note);
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        if (!record.key().endsWith(HEAD) || record.value() == null) {
            return;
        }
        HeadPut head = (HeadPut) values.deserialize(record.topic(), record.headers(), record.value());
        offsets.merge(record.partition(), head.getOrigin().getOffset(), Math::max);
        chunks.put(head.getDocumentId(), head.getChunkCount());
    }

    /** The place of the last event of a partition whose change was sent. */
    long offset(int partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    /** How many chunks all documents have. */
    long chunks() {
        return chunks.values().stream().mapToLong(Integer::longValue).sum();
    }

    int documents() {
        return chunks.size();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
