package io.freshet.index;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.records.Groups;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.health.Check;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The index service, wired: the stream, the writer and the freshness recorder over one embedder and one store, which stay
 * their owner's. Started once, closed once.
 */
public final class IndexService implements FreshetService {
    private static final Duration TOPIC_TIME = Duration.ofSeconds(30);

    private final Embedder embedder;
    private final TokenCounter tokens;
    private final ChunkWriter store;
    private final StoreAdmin admin;
    private final Surroundings around;
    private final Closing opened = new Closing();
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile @Nullable StreamSide stream;
    private volatile @Nullable WriterSide writer;

    /** A service over an embedder that counts its own tokens and a store that is open for the embedder's model. */
    public IndexService(
            IndexConfig config,
            Embedder embedder,
            TokenCounter tokens,
            ChunkWriter store,
            StoreAdmin admin,
            MeterRegistry registry) {
        this.embedder = embedder;
        this.tokens = tokens;
        this.store = store;
        this.admin = admin;
        Clock clock = Clock.systemUTC();
        Groups groups = new Groups(config.kafka().topicPrefix());
        this.around = new Surroundings(
                config,
                new Topics(config.kafka().topicPrefix(), config.kafka().partitions()),
                groups,
                new Clients(config, groups),
                new IndexMeters(registry, clock),
                clock,
                time -> !ending.await(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** What the service cannot do without. */
    public List<Check> checks() {
        return List.of(
                new Check("stream", () -> started(stream).check()),
                new Check("writer", () -> started(writer).check()),
                new Check("store", admin::check));
    }

    @Override
    public void start() throws InterruptedException {
        Admin kafka = opened.add(around.clients().admin());
        // The dead-letter topic too: without it the stream would block at the first bad record and say nothing.
        new TopicCreator(kafka, around.config().kafka().replicationFactor(), TOPIC_TIME)
                .ensure(around.topics().all());
        RecordSerdes serdes =
                opened.add(new RecordSerdes(around.config().registry().properties()));
        serdes.guard(around.topics());
        stream = opened.add(StreamSide.start(around, embedder, tokens, serdes));
        writer = opened.add(WriterSide.start(around, store, serdes));
        opened.add(FreshnessSide.start(around, kafka, store));
    }

    private static <T> T started(@Nullable T side) {
        if (side == null) {
            throw new IllegalStateException("not started");
        }
        return side;
    }

    @Override
    public void close() {
        ending.countDown();
        opened.close();
    }
}
