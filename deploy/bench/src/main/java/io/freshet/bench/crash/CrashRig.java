package io.freshet.bench.crash;

import io.freshet.bench.corpus.BrokerProcess;
import io.freshet.bench.corpus.ChildJvm;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.SemanticChunker;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.store.lucene.LuceneStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and a registry that live, and index services that do not. */
final class CrashRig implements AutoCloseable {
    static final int PARTITIONS = 3;

    /** The service that is stream and writer; others have the name of their only role. */
    static final String BOTH = "both";

    private static final int MIN_TOKENS = 20;
    private static final int MAX_TOKENS = 60;
    private static final List<String> FLAGS =
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private final Closing closing = new Closing();
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, PARTITIONS);
    private final Path directory;
    private final BrokerProcess broker;
    private final RecordSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private final Trouble trouble;
    private final Map<String, ChildJvm> children = new TreeMap<>();
    private int starts;

    /**
     * What the embedder does to the service.
     *
     * @param slowestMillis its longest call
     * @param failing the share of calls that it does not answer
     */
    record Trouble(int slowestMillis, double failing) {}

    CrashRig(Path directory, Trouble trouble) throws Exception {
        this.directory = directory;
        this.trouble = trouble;
        broker = closing.add(BrokerProcess.start(directory));
        Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(clients)) {
            new TopicCreator(admin, 1, Duration.ofSeconds(30)).ensure(topics.all());
        }
        serdes = closing.add(new RecordSerdes(Map.of("schema.registry.url", broker.registry())));
        producer = closing.add(new KafkaProducer<>(clients, new StringSerializer(), new ByteArraySerializer()));
    }

    /** The model that goes with the settings of the services. */
    static ModelAnswer model() {
        HashingEmbedder embedder = new HashingEmbedder();
        return new ModelAnswer(new SemanticChunker(
                new ChunkSettings(MIN_TOKENS, MAX_TOKENS),
                embedder,
                embedder.model().maxTokens()));
    }

    /** Starts the service with this name: {@link #BOTH}, or a role; returns at once. */
    void start(String name) throws IOException {
        List<String> arguments = new ArrayList<>();
        settings(name).forEach((key, value) -> arguments.add(key + "=" + value));
        children.put(
                name,
                ChildJvm.start(
                        FLAGS,
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashChild.class.getName(),
                        arguments,
                        Map.of("MALLOC_ARENA_MAX", "2"),
                        directory.resolve(name + "-" + starts++ + ".log")));
    }

    private Map<String, String> settings(String name) {
        return Map.ofEntries(
                Map.entry("slowest", String.valueOf(trouble.slowestMillis())),
                Map.entry("failing", String.valueOf(trouble.failing())),
                Map.entry("freshet.roles", name.equals(BOTH) ? "stream,writer" : name),
                Map.entry("freshet.kafka.bootstrap-servers", broker.bootstrapServers()),
                Map.entry("freshet.kafka.partitions", String.valueOf(PARTITIONS)),
                Map.entry("freshet.kafka.replication-factor", "1"),
                Map.entry("freshet.kafka.client.group.instance.id", name),
                Map.entry("freshet.kafka.client.session.timeout.ms", "6000"),
                Map.entry("freshet.kafka.client.heartbeat.interval.ms", "1000"),
                Map.entry("freshet.registry.urls", broker.registry()),
                Map.entry("freshet.chunking.min-tokens", String.valueOf(MIN_TOKENS)),
                Map.entry("freshet.chunking.max-tokens", String.valueOf(MAX_TOKENS)),
                Map.entry("freshet.store.directory", index().toString()),
                Map.entry(
                        "freshet.stream.state-directory",
                        directory.resolve("state-" + name).toString()),
                Map.entry("freshet.writer.as-of-interval", "100ms"));
    }

    private Path index() {
        return directory.resolve("index");
    }

    /** As a power cut would, for one process. */
    void kill(String name) throws InterruptedException {
        ChildJvm child = children.remove(name);
        if (child != null) {
            child.kill();
        }
    }

    /** The names of services that have ended by themselves. */
    List<String> ended() {
        return children.entrySet().stream()
                .filter(child -> !child.getValue().isAlive())
                .map(Map.Entry::getKey)
                .toList();
    }

    Future<RecordMetadata> publish(ExtractedDocument event) {
        byte[] value = serdes.serializer(topics.extracted())
                .serialize(topics.extracted().name(), event);
        String key = new DocumentKey(event.getTenant(), event.getDocumentId()).toString();
        return producer.send(new ProducerRecord<>(
                topics.extracted().name(), event.getOrigin().getPartition(), key, value));
    }

    /** When the last of some events was taken by the broker. */
    static Instant latest(List<Future<RecordMetadata>> sent) throws Exception {
        Instant latest = Instant.EPOCH;
        for (Future<RecordMetadata> each : sent) {
            Instant at = Instant.ofEpochMilli(each.get(30, TimeUnit.SECONDS).timestamp());
            latest = at.isAfter(latest) ? at : latest;
        }
        return latest;
    }

    /** Waits until the service says that everything published until then is in the index; false when it does not, or ended. */
    boolean awaitFresh(Instant published, Duration patience) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        try (LuceneStore store = LuceneStore.openReadOnly(index())) {
            while (System.nanoTime() < deadline && ended().isEmpty()) {
                Optional<Instant> asOf = store.asOf();
                if (asOf.isPresent() && asOf.get().isAfter(published)) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return false;
        }
    }

    /** In what the index is not what the model says. */
    List<String> differences(ModelAnswer model) throws Exception {
        try (LuceneStore store = LuceneStore.openReadOnly(index())) {
            return Differences.between(model, store);
        }
    }

    @Override
    public void close() {
        children.values().forEach(ChildJvm::destroy);
        children.clear();
        closing.close();
    }
}
