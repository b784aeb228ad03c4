package io.freshet.index.topology;

import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.SemanticChunker;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.SequenceHeader;
import io.freshet.records.Stage;
import io.freshet.records.Topics;
import io.freshet.service.patience.Patience;
import io.freshet.testkit.Heads;
import io.freshet.testkit.ScriptedEmbedder;
import io.freshet.testkit.WordTokenCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A topology under test, with its topics and all that came out of it so far. Chunks are of 5 to 12 words. */
final class TopologyBench implements AutoCloseable {
    static final int MOST_NEW_CHUNKS = 50;

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 4);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final FoldedIndex index = new FoldedIndex();
    final List<TestRecord<String, SpecificRecord>> changes = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();

    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> input;
    private final TestOutputTopic<String, SpecificRecord> output;
    private final TestOutputTopic<String, DeadLetter> dead;

    TopologyBench(ScriptedEmbedder embedder, Path directory) {
        TokenCounter tokens = new WordTokenCounter();
        int window = embedder.model().maxTokens();
        Clock clock = Clock.fixed(Heads.NOON.plusMillis(80), ZoneOffset.UTC);
        IndexMeters indexMeters = new IndexMeters(meters, clock);
        DeadLetters letters = new DeadLetters(Stage.INDEX, clock);
        Steps steps = new Steps(
                new SemanticChunker(new ChunkSettings(5, 12), tokens, window),
                new Context(tokens, window),
                embedder,
                tokens,
                MOST_NEW_CHUNKS,
                new Patience(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(3)),
                this::pause,
                Duration.ofDays(30),
                letters,
                indexMeters);
        PoisonHandler.Desk desk = new PoisonHandler.Desk(
                letters, TOPICS.deadLetters(), PlainAvro.<DeadLetter>serde().serializer(), indexMeters);
        Properties properties = properties(directory, desk);
        topology = new IndexTopology(TOPICS, PlainAvro.wire(), steps).build(new StreamsConfig(properties));
        driver = new TopologyTestDriver(topology, properties, Heads.NOON);
        input = driver.createInputTopic(TOPICS.extracted().name(), new StringSerializer(), new ByteArraySerializer());
        output = driver.createOutputTopic(
                TOPICS.indexChanges().name(),
                new StringDeserializer(),
                PlainAvro.<SpecificRecord>serde().deserializer());
        dead = driver.createOutputTopic(
                TOPICS.deadLetters().name(),
                new StringDeserializer(),
                PlainAvro.<DeadLetter>serde().deserializer());
    }

    private static Properties properties(Path directory, PoisonHandler.Desk desk) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        // Not exactly once: the driver forgets what a handler sent before the transaction's first record.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(PoisonHandler.DESK, desk);
        return properties;
    }

    private boolean pause(Duration time) {
        pauses.add(time);
        return true;
    }

    String describe() {
        return topology.describe().toString();
    }

    /** Sends the event and returns what it changed, oldest first. */
    List<TestRecord<String, SpecificRecord>> send(ExtractedDocument event) {
        byte[] value = PlainAvro.<ExtractedDocument>serde().serializer().serialize("", event);
        return sendBytes(
                event.getTenant() + "/" + event.getDocumentId(),
                value,
                event.getOrigin().getPublishedAt());
    }

    List<TestRecord<String, SpecificRecord>> sendBytes(String key, byte[] value, Instant at) {
        input.pipeInput(key, value, at);
        return drain();
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
        drain();
    }

    private List<TestRecord<String, SpecificRecord>> drain() {
        List<TestRecord<String, SpecificRecord>> news = output.readRecordsToList();
        for (TestRecord<String, SpecificRecord> change : news) {
            if (SequenceHeader.read(change.headers()).isEmpty()) {
                throw new AssertionError("no sequence on " + change.key());
            }
            index.apply(change.key(), change.value());
        }
        changes.addAll(news);
        return news;
    }

    List<DeadLetter> deadLetters() {
        return dead.readValuesToList();
    }

    double count(String name) {
        return meters.get(name).counter().count();
    }

    static byte[] garbage() {
        return "not avro".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
