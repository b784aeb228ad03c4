package io.freshet.local;

import io.freshet.index.IndexConfig;
import io.freshet.index.IndexService;
import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.local.registry.LocalRegistry;
import io.freshet.local.registry.LocalRegistrySettings;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.Meters;
import io.freshet.service.config.ConfigReader;
import io.freshet.service.health.Readiness;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.IndexIdentity;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import io.freshet.testkit.WordTokenCounter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The index service over a real broker, a real registry and a real store, with an embedder that fails when told to. */
final class IndexOnABroker implements AutoCloseable {
    private static final String TENANT = "acme";
    private static final int PARTITIONS = 2;

    private final Closing closing = new Closing();
    private final ScriptedEmbedder embedder = new ScriptedEmbedder(new HashEmbedder(32));
    private final Topics topics = new Topics("freshet.", PARTITIONS);
    private final LuceneStore store;
    private final IndexConfig config;
    private final RecordSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private IndexService service;

    IndexOnABroker(Path directory) throws Exception {
        EmbeddedKafka kafka =
                closing.add(EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
                    throw new AssertionError(fatal);
                }));
        LocalRegistry registry =
                closing.add(LocalRegistry.start(new LocalRegistrySettings(directory.resolve("registry.jsonl"), 0)));
        store = closing.add(LuceneStore.open(directory.resolve("index")));
        store.open(new IndexIdentity(embedder.model().id(), embedder.model().dimensions()));
        config = config(directory, kafka.bootstrapServers(), registry.url().toString());
        serdes = closing.add(new RecordSerdes(config.registry().properties()));
        producer = closing.add(
                new KafkaProducer<>(config.kafka().properties(), new StringSerializer(), new ByteArraySerializer()));
        service = started();
    }

    private static IndexConfig config(Path directory, String brokers, String registry) throws Exception {
        Map<String, String> keys = Map.ofEntries(
                Map.entry("freshet.kafka.bootstrap-servers", brokers),
                Map.entry("freshet.kafka.partitions", String.valueOf(PARTITIONS)),
                Map.entry("freshet.kafka.replication-factor", "1"),
                Map.entry("freshet.kafka.client.group.instance.id", "test"),
                // The shortest that a broker allows: so long a thread that died is waited for.
                Map.entry("freshet.kafka.client.session.timeout.ms", "6000"),
                Map.entry("freshet.kafka.client.heartbeat.interval.ms", "1000"),
                Map.entry("freshet.registry.urls", registry),
                Map.entry("freshet.chunking.min-tokens", "5"),
                Map.entry("freshet.chunking.max-tokens", "12"),
                Map.entry(
                        "freshet.stream.state-directory",
                        directory.resolve("streams").toString()),
                Map.entry("freshet.stream.embedder-patience", "250ms"),
                Map.entry("freshet.writer.as-of-interval", "100ms"));
        return ConfigReader.read(IndexConfig.class, keys, Map.of(), Map.of()).value();
    }

    private IndexService started() throws InterruptedException {
        IndexService started =
                new IndexService(config, embedder, new WordTokenCounter(), store, store, Meters.create());
        started.start();
        return started;
    }

    /** Ends the service and starts another one over the same state. */
    void restart() throws InterruptedException {
        service.close();
        service = started();
    }

    boolean ready() {
        return Readiness.of(service.checks()).ready();
    }

    ScriptedEmbedder embedder() {
        return embedder;
    }

    /** Returns when it was published, as the broker tells it. */
    Instant publish(ExtractedDocument document) throws Exception {
        byte[] value = serdes.serializer(topics.extracted())
                .serialize(topics.extracted().name(), document);
        return publish(new DocumentKey(TENANT, document.getDocumentId()).toString(), value);
    }

    Instant publish(String key, byte[] value) throws Exception {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.extracted().name(), key, value);
        return Instant.ofEpochMilli(
                producer.send(record).get(10, TimeUnit.SECONDS).timestamp());
    }

    /** What a search may show of a document, in reading order. */
    List<String> visible(String documentId) throws StoreUnavailableException {
        Head head = store.heads(TENANT, List.of(documentId)).get(documentId);
        if (head == null) {
            return List.of();
        }
        return store.chunks(TENANT, documentId, "", 100).stream()
                .filter(head::shows)
                .map(Chunk::text)
                .toList();
    }

    Optional<Head> head(String documentId) throws StoreUnavailableException {
        return Optional.ofNullable(store.heads(TENANT, List.of(documentId)).get(documentId));
    }

    Optional<Instant> asOf() throws StoreUnavailableException {
        return store.asOf();
    }

    /** All dead letters so far. */
    List<DeadLetter> deadLetters() {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topics.deadLetters().name(), partition))
                .toList();
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        String.join(",", config.kafka().bootstrapServers()),
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> letters.add(
                                serdes.deserializer(topics.deadLetters()).deserialize(record.topic(), record.value())));
            }
        }
        return letters;
    }

    @Override
    public void close() {
        service.close();
        closing.close();
    }
}
