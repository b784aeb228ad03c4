package io.freshet.local;

import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.local.registry.LocalRegistry;
import io.freshet.local.registry.LocalRegistrySettings;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker and a real registry, an ingest service over them in a process of its own, and all that it publishes. */
final class KillableIngest implements AutoCloseable {
    private static final int PARTITIONS = 2;
    private static final Path WORKERS = Path.of("..", "..", "ingest-service", "tika-worker", "target", "worker")
            .toAbsolutePath()
            .normalize();

    private final Closing closing = new Closing();
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, PARTITIONS);
    private final RecordSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ExtractedDocument> outcomes = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Map<String, String> environment;
    private final Path log;
    private ChildIngest service;

    KillableIngest(Path directory) throws Exception {
        EmbeddedKafka kafka =
                closing.add(EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
                    throw new AssertionError(fatal);
                }));
        LocalRegistry registry =
                closing.add(LocalRegistry.start(new LocalRegistrySettings(directory.resolve("registry.jsonl"), 0)));
        Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(clients)) {
            new TopicCreator(admin, 1, Duration.ofSeconds(30))
                    .ensure(List.of(topics.documents(), topics.extracted(), topics.deadLetters()));
        }
        serdes = closing.add(
                new RecordSerdes(Map.of("schema.registry.url", registry.url().toString())));
        producer = closing.add(new KafkaProducer<>(clients, new StringSerializer(), new ByteArraySerializer()));
        consumer = closing.add(new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
        List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                .boxed()
                .flatMap(partition -> Stream.of(
                                topics.extracted().name(), topics.deadLetters().name())
                        .map(topic -> new TopicPartition(topic, partition)))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        environment =
                environment(directory, kafka.bootstrapServers(), registry.url().toString());
        log = directory.resolve("ingest.log");
        service = ChildIngest.start(log, environment);
    }

    private static Map<String, String> environment(Path directory, String brokers, String registry) throws Exception {
        return Map.ofEntries(
                Map.entry("FRESHET_HTTP_PORT", "0"),
                Map.entry("FRESHET_KAFKA_BOOTSTRAP_SERVERS", brokers),
                Map.entry("FRESHET_KAFKA_PARTITIONS", String.valueOf(PARTITIONS)),
                Map.entry("FRESHET_KAFKA_REPLICATION_FACTOR", "1"),
                // Under a name of its own, an instance takes over from the one that was killed at once.
                Map.entry("FRESHET_KAFKA_CLIENT_GROUP_INSTANCE_ID", "test"),
                Map.entry("FRESHET_REGISTRY_URLS", registry),
                Map.entry("FRESHET_WORKERS_HOME", WORKERS.toString()),
                Map.entry("FRESHET_WORKERS_COUNT", "2"),
                Map.entry("FRESHET_WORKERS_HEAP", "128MiB"),
                Map.entry(
                        "FRESHET_WORKERS_TEMP",
                        Files.createDirectories(directory.resolve("temp")).toString()));
    }

    /** Kills the service as a power cut would, and starts it again. */
    void killAndRestart() throws Exception {
        service.kill();
        service = ChildIngest.start(log, environment);
    }

    void killAWorker() {
        service.killAWorker();
    }

    /** Returns the id that a dead letter of this event must have. */
    String publish(DocumentEvent event) throws Exception {
        byte[] value = serdes.serializer(topics.documents())
                .serialize(topics.documents().name(), event);
        String key = new DocumentKey(event.getTenant(), event.getDocumentId()).toString();
        RecordMetadata published = producer.send(
                        new ProducerRecord<>(topics.documents().name(), key, value))
                .get(10, TimeUnit.SECONDS);
        return "ingest:" + published.topic() + ":" + published.partition() + ":" + published.offset();
    }

    /** Everything that was published until now, in the order of each key. */
    List<ExtractedDocument> outcomes() {
        read();
        return List.copyOf(outcomes);
    }

    /** Every dead letter until now. */
    List<DeadLetter> deadLetters() {
        read();
        return List.copyOf(letters);
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            if (record.topic().equals(topics.extracted().name())) {
                outcomes.add(serdes.deserializer(topics.extracted()).deserialize(record.topic(), record.value()));
            } else {
                letters.add(serdes.deserializer(topics.deadLetters()).deserialize(record.topic(), record.value()));
            }
        }
    }

    @Override
    public void close() {
        service.close();
        closing.close();
    }
}
