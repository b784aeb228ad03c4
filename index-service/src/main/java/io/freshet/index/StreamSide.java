package io.freshet.index;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.SemanticChunker;
import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.topology.IndexTopology;
import io.freshet.index.topology.PoisonHandler;
import io.freshet.index.topology.RocksMemory;
import io.freshet.index.topology.Steps;
import io.freshet.index.topology.ThreadReplacement;
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

    private final Closing opened = new Closing();
    private final KafkaStreams streams;

    private StreamSide(KafkaStreams streams) {
        this.streams = streams;
    }

    static StreamSide start(Surroundings around, Embedder embedder, TokenCounter tokens, RecordSerdes serdes) {
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
        Steps steps = steps(around, embedder, tokens, letters);
        KafkaStreams streams = new KafkaStreams(
                new IndexTopology(around.topics(), wire, steps).build(new StreamsConfig(properties)), properties);
        Patience patience = Patience.endless(FIRST_PAUSE, config.writer().longestPause());
        streams.setUncaughtExceptionHandler(new ThreadReplacement(patience, around.pauser(), around.clock()));
        StreamSide side = new StreamSide(streams);
        side.opened.add(memory);
        // Leaving hands the partitions over at once; else the broker would wait for the session to end.
        side.opened.add(() -> streams.close(CloseOptions.timeout(CLOSE_TIME)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
        streams.start();
        return side;
    }

    private static Steps steps(Surroundings around, Embedder embedder, TokenCounter tokens, DeadLetters letters) {
        IndexConfig config = around.config();
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
                around.pauser(),
                config.stream().rememberDeletions(),
                letters,
                around.meters());
    }

    /** Throws, with the reason, when it does not run. */
    void check() {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING && state != KafkaStreams.State.REBALANCING) {
            throw new IllegalStateException("the stream is " + state);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
