package io.freshet.index;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.Chunkers;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.RememberedCounts;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.embed.Desk;
import io.freshet.index.embed.EmbeddingPool;
import io.freshet.index.embed.PoolSettings;
import io.freshet.index.topology.IndexTopology;
import io.freshet.index.topology.PoisonHandler;
import io.freshet.index.topology.Predecessor;
import io.freshet.index.topology.RocksMemory;
import io.freshet.index.topology.Steps;
import io.freshet.index.topology.ThreadReplacement;
import io.freshet.index.topology.WaitingBounds;
import io.freshet.index.topology.Wire;
import io.freshet.records.Stage;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.patience.Patience;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The stream, wired: from extracted documents to changes of the index. */
final class StreamSide implements AutoCloseable {
    private static final Duration CLOSE_TIME = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_EMBEDDER_PAUSE = Duration.ofSeconds(5);

    // While others wait, a document has this part of a batch, so that the next in line is in the next batch.
    private static final int SLICES = 4;

    // Above the time that a text takes in process on a busy machine; a remote provider answers later in any case.
    private static final Duration AT_ONCE = Duration.ofMillis(60);

    // Twenty million characters and their maps: what is being edited these days.
    private static final long REMEMBERED_BYTES = 32 << 20;

    // Far below the transaction's time-out, since the transaction is open all the while.
    private static final int STRETCHES = 6;

    private final Closing opened = new Closing();
    private final KafkaStreams streams;
    private final EmbeddingPool pool;

    private StreamSide(KafkaStreams streams, EmbeddingPool pool) {
        this.streams = streams;
        this.pool = pool;
    }

    static StreamSide start(Surroundings around, Maker maker, Predecessor predecessor, RecordSerdes serdes) {
        Embedder embedder = maker.embedder();
        IndexConfig config = around.config();
        DeadLetters letters = new DeadLetters(Stage.INDEX, around.clock());
        RocksMemory memory = new RocksMemory(config.stream().stateMemory().bytes());
        PoisonHandler.Desk desk = new PoisonHandler.Desk(
                letters,
                around.topics().deadLetters(),
                serdes.serializer(around.topics().deadLetters()),
                around.meters());
        Properties properties = around.clients().streams(desk, memory);
        Wire wire = new Wire(
                serdes.serde(around.topics().extracted()),
                serdes.serde(around.topics().indexChanges()),
                serdes.serde(around.topics().deadLetters()));
        EmbeddingPool pool = pool(around, embedder);
        Steps steps = steps(around, maker, pool, predecessor, letters);
        KafkaStreams streams = new KafkaStreams(
                new IndexTopology(around.topics(), wire, steps).build(new StreamsConfig(properties)), properties);
        Patience patience = Patience.endless(FIRST_PAUSE, config.writer().longestPause());
        streams.setUncaughtExceptionHandler(new ThreadReplacement(patience, around.pauser(), around.clock()));
        StreamSide side = new StreamSide(streams, pool);
        side.opened.add(memory);
        side.opened.add(pool);
        // Leaving hands the partitions over at once; else the broker would wait for the session to end.
        side.opened.add(() -> streams.close(CloseOptions.timeout(CLOSE_TIME)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
        pool.start();
        streams.start();
        return side;
    }

    private static EmbeddingPool pool(Surroundings around, Embedder embedder) {
        IndexConfig.Stream.Embedding settings = around.config().stream().embedding();
        int slice = Math.max(1, settings.batch() / SLICES);
        return new EmbeddingPool(
                embedder,
                new PoolSettings(settings.threads(), settings.batch(), slice),
                Patience.endless(FIRST_PAUSE, LONGEST_EMBEDDER_PAUSE),
                around.pauser());
    }

    private static Steps steps(
            Surroundings around, Maker maker, EmbeddingPool pool, Predecessor predecessor, DeadLetters letters) {
        IndexConfig config = around.config();
        Embedder embedder = maker.embedder();
        TokenCounter tokens = new RememberedCounts(maker.tokens(), REMEMBERED_BYTES);
        int window =
                embedder.model().maxTokens() - tokens.count(embedder.model().passagePrefix());
        WaitingBounds bounds = new WaitingBounds(
                config.stream().embedding().waitingDocuments(),
                config.stream().embedding().waitingTexts(),
                maker.chunking().maxChunks(),
                AT_ONCE,
                config.stream().transactionTimeout().dividedBy(STRETCHES));
        return new Steps(
                new Chunkers(maker.chunking().usual(), maker.chunking().bySource(), tokens, window)::of,
                new Context(tokens, window),
                embedder.model().id(),
                pool,
                Desk::await,
                tokens,
                bounds,
                config.stream().rememberDeletions(),
                letters,
                around.meters(),
                predecessor);
    }

    /** Throws, with the reason, when it does not run. */
    void check() {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING && state != KafkaStreams.State.REBALANCING) {
            throw new IllegalStateException("the stream is " + state);
        }
        String problem = pool.problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
