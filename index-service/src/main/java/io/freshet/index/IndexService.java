package io.freshet.index;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.SemanticChunker;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.freshness.AsOfRecorder;
import io.freshet.index.freshness.StagePositions;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.topology.IndexTopology;
import io.freshet.index.topology.PoisonHandler;
import io.freshet.index.topology.RocksMemory;
import io.freshet.index.topology.Steps;
import io.freshet.index.topology.ThreadReplacement;
import io.freshet.index.topology.Wire;
import io.freshet.index.write.ChangeWriter;
import io.freshet.index.write.WriterSettings;
import io.freshet.records.Groups;
import io.freshet.records.Stage;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.health.Check;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The index service, wired: the stream, the writer and the freshness recorder over one embedder and one store, which stay
 * their owner's. Started once, closed once.
 */
public final class IndexService implements FreshetService {
    private static final Duration TOPIC_TIME = Duration.ofSeconds(30);
    private static final Duration STREAM_CLOSE_TIME = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_EMBEDDER_PAUSE = Duration.ofSeconds(5);

    private final IndexConfig config;
    private final Embedder embedder;
    private final TokenCounter tokens;
    private final ChunkWriter store;
    private final StoreAdmin admin;
    private final Clock clock = Clock.systemUTC();
    private final IndexMeters meters;
    private final Topics topics;
    private final Groups groups;
    private final Clients clients;
    private final Closing opened = new Closing();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Pauser pauser = time -> !ending.await(time.toMillis(), TimeUnit.MILLISECONDS);
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable ChangeWriter writer;

    /** A service over an embedder that counts its own tokens and a store that is open for the embedder's model. */
    public IndexService(
            IndexConfig config,
            Embedder embedder,
            TokenCounter tokens,
            ChunkWriter store,
            StoreAdmin admin,
            MeterRegistry registry) {
        this.config = config;
        this.embedder = embedder;
        this.tokens = tokens;
        this.store = store;
        this.admin = admin;
        this.meters = new IndexMeters(registry, clock);
        this.topics = new Topics(config.kafka().topicPrefix(), config.kafka().partitions());
        this.groups = new Groups(config.kafka().topicPrefix());
        this.clients = new Clients(config, groups);
    }

    /** What the service cannot do without. */
    public List<Check> checks() {
        return List.of(
                new Check("stream", this::checkStream),
                new Check("writer", this::checkWriter),
                new Check("store", admin::check));
    }

    @Override
    public void start() throws InterruptedException {
        Admin kafka = opened.add(clients.admin());
        // The dead-letter topic too: without it the stream would block at the first bad record and say nothing.
        new TopicCreator(kafka, config.kafka().replicationFactor(), TOPIC_TIME).ensure(topics.all());
        RecordSerdes serdes = opened.add(new RecordSerdes(config.registry().properties()));
        serdes.guard(topics);
        startStream(serdes);
        startWriter(serdes);
        startFreshness(kafka);
    }

    private void startStream(RecordSerdes serdes) {
        DeadLetters letters = new DeadLetters(Stage.INDEX, clock);
        RocksMemory memory =
                opened.add(new RocksMemory(config.stream().stateMemory().bytes()));
        PoisonHandler.Desk desk =
                new PoisonHandler.Desk(letters, topics.deadLetters(), serdes.serializer(topics.deadLetters()), meters);
        Properties properties = clients.streams(desk, memory);
        Wire wire = new Wire(
                serdes.serde(topics.extracted()),
                serdes.serde(topics.indexChanges()),
                serdes.serde(topics.deadLetters()));
        KafkaStreams stream = new KafkaStreams(
                new IndexTopology(topics, wire, steps(letters)).build(new StreamsConfig(properties)), properties);
        Patience patience = Patience.endless(FIRST_PAUSE, config.writer().longestPause());
        stream.setUncaughtExceptionHandler(new ThreadReplacement(patience, pauser, clock));
        // Leaving hands the partitions over at once; else the broker would wait for the session to end.
        opened.add(() -> stream.close(CloseOptions.timeout(STREAM_CLOSE_TIME)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
        streams = stream;
        stream.start();
    }

    private Steps steps(DeadLetters letters) {
        int window =
                embedder.model().maxTokens() - tokens.count(embedder.model().passagePrefix());
        ChunkSettings sizes = new ChunkSettings(
                config.chunking().minTokens(), config.chunking().maxTokens());
        return new Steps(
                new SemanticChunker(sizes, tokens, window),
                new Context(tokens, window),
                embedder,
                tokens,
                config.chunking().maxNewChunks(),
                new Patience(
                        FIRST_PAUSE, LONGEST_EMBEDDER_PAUSE, config.stream().embedderPatience()),
                pauser,
                config.stream().rememberDeletions(),
                letters,
                meters);
    }

    private void startWriter(RecordSerdes serdes) {
        KafkaDeadLetterSink sink = new KafkaDeadLetterSink(
                opened.add(clients.deadLetterProducer()),
                topics.deadLetters(),
                serdes.serializer(topics.deadLetters()));
        Patience backOff = Patience.endless(FIRST_PAUSE, config.writer().longestPause());
        ChangeWriter started = new ChangeWriter(
                clients.writerConsumer(),
                topics.indexChanges().name(),
                serdes.deserializer(topics.indexChanges()),
                store,
                new WriterSettings(POLL, config.writer().syncInterval(), backOff),
                new ChangeWriter.Reports(new DeadLetters(Stage.WRITE, clock), sink, meters),
                clock,
                System::nanoTime);
        new Thread(started, "index-writer").start();
        opened.add(started);
        writer = started;
    }

    private void startFreshness(Admin kafka) {
        List<StagePositions> stages = List.of(
                new StagePositions(
                        "extracted", groups.ingest(), topics.documents().name(), false),
                new StagePositions(
                        "embedded", groups.stream(), topics.extracted().name(), true),
                new StagePositions(
                        "searchable", groups.writer(), topics.indexChanges().name(), true));
        AsOfRecorder recorder = opened.add(new AsOfRecorder(
                stages,
                kafka,
                clients.freshnessConsumer(),
                config.kafka().partitions(),
                store,
                config.writer().asOfInterval(),
                clock,
                meters));
        recorder.start();
    }

    private void checkStream() {
        KafkaStreams started = streams;
        if (started == null) {
            throw new IllegalStateException("the stream is not started");
        }
        KafkaStreams.State state = started.state();
        if (state != KafkaStreams.State.RUNNING && state != KafkaStreams.State.REBALANCING) {
            throw new IllegalStateException("the stream is " + state);
        }
    }

    private void checkWriter() {
        ChangeWriter started = writer;
        String problem = started == null ? "the writer is not started" : started.problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    @Override
    public void close() {
        ending.countDown();
        opened.close();
    }
}
