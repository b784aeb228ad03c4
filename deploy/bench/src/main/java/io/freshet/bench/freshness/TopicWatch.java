package io.freshet.bench.freshness;

import io.freshet.bench.served.ServedFreshet;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.HeadPut;
import io.freshet.records.Origin;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Notes when texts and heads can be read from their topics: the times of records tell when the event was published. */
final class TopicWatch implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, PARTITIONS);
    private final RecordSerdes serdes;
    private final Deserializer<ExtractedDocument> texts;
    private final Deserializer<SpecificRecord> changes;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> extracted = new ConcurrentHashMap<>();
    private final Map<String, Long> embedded = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "topic-watch");

    /** Reads on from here. */
    TopicWatch(ServedFreshet freshet) {
        serdes = new RecordSerdes(Map.of("schema.registry.url", freshet.registry()));
        texts = serdes.deserializer(topics.extracted());
        changes = serdes.deserializer(topics.indexChanges());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", freshet.kafka(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                .boxed()
                .flatMap(partition -> Stream.of(
                        new TopicPartition(topics.extracted().name(), partition),
                        new TopicPartition(topics.indexChanges().name(), partition)))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> note(record, System.nanoTime()));
            }
        } catch (WakeupException closed) {
            consumer.close();
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record, long now) {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(topics.extracted().name())) {
            extracted.put(
                    token(texts.deserialize(record.topic(), record.value()).getOrigin()), now);
        } else if (new String(record.key(), StandardCharsets.UTF_8).endsWith("#")
                && changes.deserialize(record.topic(), record.headers(), record.value()) instanceof HeadPut head) {
            embedded.put(token(head.getOrigin()), now);
        }
    }

    private static String token(Origin origin) {
        return origin.getPartition() + ":" + origin.getOffset();
    }

    /** When the event's text could be read; null when it was not seen. */
    @Nullable
    Long extracted(String token) {
        return extracted.get(position(token));
    }

    /** When the head that accounts for exactly this event could be read; null when it was not seen. */
    @Nullable
    Long embedded(String token) {
        return embedded.get(position(token));
    }

    private static String position(String token) {
        return token.substring(0, token.indexOf('/'));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serdes.close();
    }
}
