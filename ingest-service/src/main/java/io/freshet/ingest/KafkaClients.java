package io.freshet.ingest;

import io.freshet.records.Groups;
import io.freshet.service.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka's clients with the settings that the service's guarantees depend on. */
final class KafkaClients {

    private static final int LARGEST_REQUEST = 18 << 20;
    private static final int FETCH = 16 << 20;
    private static final int PARTITION_FETCH = 4 << 20;

    /** How long a killed instance keeps its partitions; Kafka's own default is 45 s. */
    private static final int SESSION = 10_000;

    private final KafkaSettings settings;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        return Admin.create(settings.properties());
    }

    /**
     * For outcomes. Whoever sends tries again; but a send must be over, one way or the other, within the ten seconds that a
     * partition which leaves waits for it: two for finding the broker and seven for the answer.
     */
    Producer<byte[], byte[]> streamProducer() {
        Map<String, Object> properties = producer("freshet-ingest-stream");
        properties.put("delivery.timeout.ms", 7_000);
        properties.put("request.timeout.ms", 6_000);
        properties.put("max.block.ms", 2_000);
        return create(properties);
    }

    /** For requests: somebody waits, so it gives up soon. */
    Producer<byte[], byte[]> requestProducer() {
        Map<String, Object> properties = producer("freshet-ingest-request");
        properties.put("delivery.timeout.ms", 10_000);
        properties.put("request.timeout.ms", 5_000);
        properties.put("max.block.ms", 5_000);
        return create(properties);
    }

    /** For lists of events that a request wants to have in the stream together; its transactions end soon. */
    Producer<byte[], byte[]> transactionalProducer() {
        Map<String, Object> properties = producer("freshet-ingest-transaction");
        properties.put("transactional.id", settings.topicPrefix() + "ingest-" + UUID.randomUUID());
        // Readers of committed records wait behind a transaction that a killed process left open.
        properties.put("transaction.timeout.ms", 15_000);
        properties.put("delivery.timeout.ms", 10_000);
        properties.put("request.timeout.ms", 5_000);
        properties.put("max.block.ms", 5_000);
        return create(properties);
    }

    Consumer<byte[], byte[]> source() {
        Map<String, Object> properties = consumer();
        properties.put("group.id", new Groups(settings.topicPrefix()).ingest());
        properties.put("auto.offset.reset", "earliest");
        // One at a time: what is fetched stays compressed until then, and so the bound on bytes in hand holds.
        properties.putIfAbsent("max.poll.records", 1);
        properties.putIfAbsent("session.timeout.ms", SESSION);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** For a look at the end of a topic; belongs to no group. */
    Consumer<byte[], byte[]> viewer() {
        Map<String, Object> properties = consumer();
        properties.put("auto.offset.reset", "earliest");
        properties.put("max.poll.records", 8);
        // It is closed as soon as it has read to the end, and closing waits for the fetch under way.
        properties.put("fetch.max.wait.ms", 20);
        properties.put("default.api.timeout.ms", 5_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> producer(String name) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.putIfAbsent("client.id", name);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("max.request.size", LARGEST_REQUEST);
        properties.putIfAbsent("compression.type", "zstd");
        properties.put("linger.ms", 0);
        return properties;
    }

    private static Producer<byte[], byte[]> create(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> consumer() {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put("enable.auto.commit", false);
        properties.put("isolation.level", "read_committed");
        properties.putIfAbsent("fetch.max.bytes", FETCH);
        properties.putIfAbsent("max.partition.fetch.bytes", PARTITION_FETCH);
        return properties;
    }
}
