package io.freshet.index.topology;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Chunker;
import io.freshet.index.chunk.Chunkers;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.Strategy;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.embed.EmbeddingPool;
import io.freshet.index.embed.PoolSettings;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.SequenceHeader;
import io.freshet.records.Stage;
import io.freshet.records.Topics;
import io.freshet.service.patience.Patience;
import io.freshet.testkit.Heads;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topology under test, with its topics and all that came out of it so far. Chunks are of 5 to 12 words. Texts are
 * embedded on the test's own thread: at once, or after {@link #gate} when the test says so.
 */
final class TopologyBench implements AutoCloseable {
    static final int MOST_CHUNKS = 50;
    static final int BATCH = 8;
    static final int SLICE = 2;

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 4);
    static final WaitingBounds BOUNDS =
            new WaitingBounds(20, 1000, MOST_CHUNKS, Duration.ofMillis(40), Duration.ofSeconds(1));

    private static final Pattern STORES_OF_A_NODE = Pattern.compile("\\(stores: \\[([^\\]]*)\\]\\)");

    private static final List<String> STORES = List.of("documents", "chunks", "deletions", "waiting", "waiting-since");

    final MeterRegistry meters = new SimpleMeterRegistry();
    final FoldedIndex index = new FoldedIndex();
    final List<TestRecord<String, SpecificRecord>> changes = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();

    private static final Clock CLOCK = Clock.fixed(Heads.NOON.plusMillis(80), ZoneOffset.UTC);

    private final IndexMeters indexMeters = new IndexMeters(meters, CLOCK);
    private final Path directory;
    private final Function<@Nullable String, Chunker> chunkers;
    private final WaitingBounds bounds;
    private final Predecessor predecessor;
    private final List<DeadLetter> letters = new ArrayList<>();
    private boolean gated;
    private Running running;

    TopologyBench(Embedder embedder, Path directory) {
        this(embedder, directory, BOUNDS);
    }

    TopologyBench(Embedder embedder, Path directory, WaitingBounds bounds) {
        this(embedder, chunkers(embedder)::of, directory, bounds);
    }

    TopologyBench(
            Embedder embedder, Function<@Nullable String, Chunker> chunkers, Path directory, WaitingBounds bounds) {
        this(embedder, chunkers, directory, bounds, Predecessor.NONE);
    }

    TopologyBench(
            Embedder embedder,
            Function<@Nullable String, Chunker> chunkers,
            Path directory,
            WaitingBounds bounds,
            Predecessor predecessor) {
        this.predecessor = predecessor;
        this.directory = directory;
        this.chunkers = chunkers;
        this.bounds = bounds;
        this.running = new Running(embedder);
    }

    static TopologyBench after(Embedder embedder, Path directory, Predecessor predecessor) {
        return new TopologyBench(embedder, chunkers(embedder)::of, directory, BOUNDS, predecessor);
    }

    private static Chunkers chunkers(Embedder embedder) {
        return new Chunkers(
                new Strategy.Semantic(new ChunkSettings(5, 12)),
                Map.of(),
                new WordTokenCounter(),
                embedder.model().maxTokens());
    }

    /** The topology between start and end. */
    private final class Running {
        private final Topology topology;
        private final EmbeddingPool pool;
        private final TopologyTestDriver driver;
        private final TestInputTopic<String, byte[]> input;
        private final TestOutputTopic<String, SpecificRecord> output;
        private final TestOutputTopic<String, DeadLetter> dead;

        Running(Embedder embedder) {
            TokenCounter tokens = new WordTokenCounter();
            DeadLetters desk = new DeadLetters(Stage.INDEX, CLOCK);
            pool = new EmbeddingPool(
                    embedder,
                    new PoolSettings(1, BATCH, SLICE),
                    Patience.endless(Duration.ofMillis(100), Duration.ofSeconds(1)),
                    time -> pauses.add(time));
            Steps steps = new Steps(
                    chunkers,
                    new Context(tokens, embedder.model().maxTokens()),
                    embedder.model().id(),
                    pool,
                    (unused, atMost) -> !gated && pool.work() ? Duration.ZERO : atMost,
                    tokens,
                    bounds,
                    Duration.ofDays(30),
                    desk,
                    indexMeters,
                    predecessor);
            PoisonHandler.Desk poison = new PoisonHandler.Desk(
                    desk, TOPICS.deadLetters(), PlainAvro.<DeadLetter>serde().serializer(), indexMeters);
            Properties properties = properties(directory, poison);
            topology = new IndexTopology(TOPICS, PlainAvro.wire(), steps).build(new StreamsConfig(properties));
            driver = new TopologyTestDriver(topology, properties, Heads.NOON);
            input = driver.createInputTopic(
                    TOPICS.extracted().name(), new StringSerializer(), new ByteArraySerializer());
            output = driver.createOutputTopic(
                    TOPICS.indexChanges().name(),
                    new StringDeserializer(),
                    PlainAvro.<SpecificRecord>serde().deserializer());
            dead = driver.createOutputTopic(
                    TOPICS.deadLetters().name(),
                    new StringDeserializer(),
                    PlainAvro.<DeadLetter>serde().deserializer());
        }
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

    String describe() {
        // Streams lists the stores of a node in any order.
        return STORES_OF_A_NODE
                .matcher(running.topology.describe().toString())
                .replaceAll(stores -> "(stores: ["
                        + Stream.of(stores.group(1).split(", ")).sorted().collect(Collectors.joining(", ")) + "])");
    }

    /** From now on nothing is embedded until the test says so. */
    TopologyBench gate() {
        gated = true;
        return this;
    }

    /** From now on everything is embedded at once. */
    void open() {
        gated = false;
        settle();
        drain();
    }

    /** Embeds up to so many batches, and lets the stream take the answers up. */
    List<TestRecord<String, SpecificRecord>> embedBatches(int batches) {
        for (int i = 0; i < batches && work(); i++) {
            tick();
        }
        tick();
        return drain();
    }

    /** Embeds batches, but the stream does not take the answers up yet. */
    void embedUnseen(int batches) {
        for (int i = 0; i < batches; i++) {
            work();
        }
    }

    /** Embeds all that is asked for. */
    List<TestRecord<String, SpecificRecord>> embedAll() {
        List<TestRecord<String, SpecificRecord>> all = new ArrayList<>();
        do {
            tick();
        } while (work());
        tick();
        all.addAll(drain());
        return all;
    }

    private boolean work() {
        try {
            return running.pool.work();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void tick() {
        running.driver.advanceWallClockTime(IndexTopology.TICK);
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
        running.input.pipeInput(key, value, at);
        if (!gated) {
            settle();
        }
        return drain();
    }

    private void settle() {
        while (waitingDocuments() > 0) {
            work();
            tick();
        }
    }

    void pass(Duration time) {
        running.driver.advanceWallClockTime(time);
        drain();
    }

    /** Ends the process and starts another one over what was committed; nothing else survives. */
    void restart(Embedder embedder) {
        drain();
        Map<String, Map<String, Object>> committed = new HashMap<>();
        for (String name : STORES) {
            committed.put(name, rows(name));
        }
        running.driver.close();
        running = new Running(embedder);
        committed.forEach((name, rows) -> {
            KeyValueStore<String, Object> store = running.driver.getKeyValueStore(name);
            rows.forEach(store::put);
        });
    }

    Map<String, Object> rows(String store) {
        Map<String, Object> rows = new TreeMap<>();
        KeyValueStore<String, Object> typed = running.driver.getKeyValueStore(store);
        try (KeyValueIterator<String, Object> all = typed.all()) {
            all.forEachRemaining(row -> rows.put(row.key, row.value));
        }
        return rows;
    }

    int waitingDocuments() {
        return rows("waiting-since").size();
    }

    private List<TestRecord<String, SpecificRecord>> drain() {
        List<TestRecord<String, SpecificRecord>> news = running.output.readRecordsToList();
        for (TestRecord<String, SpecificRecord> change : news) {
            if (SequenceHeader.read(change.headers()).isEmpty()) {
                throw new AssertionError("no sequence on " + change.key());
            }
            index.apply(change.key(), change.value());
        }
        changes.addAll(news);
        letters.addAll(running.dead.readValuesToList());
        return news;
    }

    /** All so far. */
    List<DeadLetter> deadLetters() {
        drain();
        return List.copyOf(letters);
    }

    double count(String name) {
        return meters.get(name).counter().count();
    }

    static byte[] garbage() {
        return "not avro".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        running.driver.close();
    }
}
