package io.freshet.local;

import io.freshet.index.IndexConfig;
import io.freshet.index.IndexService;
import io.freshet.index.Maker;
import io.freshet.local.client.GenerationsClient;
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
import io.freshet.service.http.HttpServer;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import io.freshet.testkit.WordTokenCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The index service over a real broker, a real registry and a real store, with an embedder that fails when told to. */
final class IndexOnABroker implements AutoCloseable {
    private static final String TENANT = "acme";
    private static final int PARTITIONS = 2;

    private final Closing closing = new Closing();
    private final ScriptedEmbedder embedder = new ScriptedEmbedder(new HashEmbedder(32));
    private final Topics topics = new Topics("freshet.", PARTITIONS);
    private final Path index;
    private LuceneStore store;
    private @Nullable HttpServer operators;
    private final IndexConfig config;
    private final RecordSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private IndexService service;

    IndexOnABroker(Path directory) throws Exception {
        this(directory, Map.of());
    }

    IndexOnABroker(Path directory, Map<String, String> settings) throws Exception {
        EmbeddedKafka kafka =
                closing.add(EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
                    throw new AssertionError(fatal);
                }));
        LocalRegistry registry =
                closing.add(LocalRegistry.start(new LocalRegistrySettings(directory.resolve("registry.jsonl"), 0)));
        index = directory.resolve("index");
        store = LuceneStore.open(index);
        closing.add(() -> store.close());
        config = config(directory, kafka.bootstrapServers(), registry.url().toString(), settings);
        serdes = closing.add(new RecordSerdes(config.registry().properties()));
        producer = closing.add(
                new KafkaProducer<>(config.kafka().properties(), new StringSerializer(), new ByteArraySerializer()));
        service = started();
    }

    private static IndexConfig config(Path directory, String brokers, String registry, Map<String, String> settings)
            throws Exception {
        Map<String, String> keys = new HashMap<>(Map.ofEntries(
                Map.entry("freshet.http.port", "0"),
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
                Map.entry("freshet.writer.as-of-interval", "100ms")));
        keys.putAll(settings);
        return ConfigReader.read(IndexConfig.class, keys, Map.of(), Map.of()).value();
    }

    private IndexService started() throws InterruptedException {
        WordTokenCounter tokens = new WordTokenCounter();
        Maker next = config.next().enabled()
                ? Maker.of(embedder, tokens, config.next().chunking())
                : null;
        PrometheusMeterRegistry meters = Meters.create();
        IndexService started =
                new IndexService(config, Maker.of(embedder, tokens, config.chunking()), next, store, meters);
        started.start();
        return started;
    }

    /** The operator's calls, over HTTP. */
    GenerationsClient operators() throws IOException {
        if (operators == null) {
            operators = new HttpServer(
                    IndexService.class, config.http(), service.checks(), Meters.create(), service::addRoutes);
            operators.start();
        }
        return new GenerationsClient(URI.create("http://127.0.0.1:" + operators.port()));
    }

    /** Ends the service and starts another one over the same state. */
    void restart() throws InterruptedException {
        end();
        service = started();
    }

    IndexService service() {
        return service;
    }

    IndexConfig config() {
        return config;
    }

    /** Ends the service, deletes the index, and starts over an empty one. */
    void loseTheIndex() throws Exception {
        end();
        store.close();
        try (Stream<Path> below = Files.walk(index)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        store = LuceneStore.open(index);
        service = started();
    }

    private void end() {
        if (operators != null) {
            operators.close();
            operators = null;
        }
        service.close();
    }

    /** The store behind its writer's back. */
    LuceneStore store() {
        return store;
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
        end();
        closing.close();
    }
}
