package io.freshet.index;

import io.freshet.index.IndexConfig.Role;
import io.freshet.index.audit.AuditTarget;
import io.freshet.index.audit.Audits;
import io.freshet.index.generation.Generations;
import io.freshet.index.generation.Recipe;
import io.freshet.index.http.AuditRoutes;
import io.freshet.index.http.GenerationRoutes;
import io.freshet.index.metrics.AuditMeters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.topology.Predecessor;
import io.freshet.records.Groups;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.health.Check;
import io.freshet.store.Generation;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The index service, wired: streams, writers and freshness recorders for all generations of one store, which stays its
 * owner's. Runs what its roles say, and needs an embedder only for the stream and a store only for the writer. A process
 * without a store knows of no generations, and runs the stream of the first lineage. Started once, closed once.
 */
public final class IndexService implements FreshetService {
    private static final Duration TOPIC_TIME = Duration.ofSeconds(30);
    private static final Duration RECONCILE = Duration.ofSeconds(1);

    private final Maker current;
    private final @Nullable Maker next;
    private final @Nullable StoreAdmin admin;
    private final Surroundings around;
    private final MeterRegistry registry;
    private final Closing opened = new Closing();
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile @Nullable StreamSide stream;
    private volatile @Nullable GenerationsSide side;
    private volatile @Nullable Generations generations;
    private volatile @Nullable Audits audits;

    /**
     * @param current makes the index
     * @param next what to migrate to; null where nothing is configured
     */
    public IndexService(
            IndexConfig config,
            Maker current,
            @Nullable Maker next,
            @Nullable StoreAdmin admin,
            MeterRegistry registry) {
        this.current = current;
        this.next = next;
        this.admin = admin;
        this.registry = registry;
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

    /** Adds the operators' routes to a server. */
    public void addRoutes(JavalinDefaultRoutingApi routes) {
        new GenerationRoutes(() -> generations).addTo(routes);
        new AuditRoutes(() -> audits).addTo(routes);
    }

    /** What the service cannot do without. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        if (admin == null) {
            checks.add(new Check("stream", () -> started(stream).check()));
            return checks;
        }
        if (does(Role.STREAM)) {
            checks.add(new Check("stream", () -> started(side).checkStream()));
        }
        if (does(Role.WRITER)) {
            checks.add(new Check("writer", () -> started(side).checkWriter()));
            checks.add(new Check("store", needed(admin)::check));
        }
        checks.add(new Check("generations", () -> started(side).checkGenerations()));
        return List.copyOf(checks);
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
        if (admin == null) {
            stream = opened.add(StreamSide.start(around, current, Predecessor.NONE, serdes));
            return;
        }
        try {
            startGenerations(kafka, serdes, admin);
        } catch (StoreUnavailableException unavailable) {
            throw new IllegalStateException(String.valueOf(unavailable.getMessage()), unavailable);
        }
    }

    private void startGenerations(Admin kafka, RecordSerdes serdes, StoreAdmin store)
            throws StoreUnavailableException, InterruptedException {
        KafkaLineages lineages = new KafkaLineages(kafka, around, serdes);
        GenerationsSide starting = new GenerationsSide(around, kafka, serdes, store, current, next, RECONCILE);
        KafkaLags lags = new KafkaLags(kafka, around, store);
        FirstGeneration first = new FirstGeneration(store, starting.recipes(), () -> lineages.past(lags));
        Generation serving = first.orServing();
        if (starting.recipes().of(serving).isEmpty()) {
            throw new IllegalStateException("the index was made with " + Recipe.of(serving) + ", but "
                    + starting.recipes().current() + " is configured; configure the old model again, and the new one"
                    + " as freshet.next to migrate to it, or index into an empty data directory");
        }
        side = opened.add(starting);
        starting.start();
        generations = new Generations(
                store, starting.recipes(), lags, lineages, starting::problem, new MakersVectors(current, next));
        if (does(Role.WRITER)) {
            audits = opened.add(AuditSide.start(
                    around, new AuditMeters(registry), number -> auditTarget(number, kafka, serdes, store)));
        }
    }

    /** Only a generation that is written here, since its writer makes the repairs. */
    private Optional<AuditTarget> auditTarget(
            @Nullable Integer number, Admin kafka, RecordSerdes serdes, StoreAdmin store)
            throws StoreUnavailableException {
        return store.generations().stream()
                .filter(generation -> number == null ? generation.serving() : generation.number() == number)
                .findFirst()
                .flatMap(generation -> started(side)
                        .writer(generation.number())
                        .map(writer -> AuditSide.target(
                                around.ofLineage(generation.lineage()),
                                generation.number(),
                                writer,
                                store,
                                serdes,
                                kafka)));
    }

    private boolean does(Role role) {
        return around.config().roles().contains(role);
    }

    private static <T> T needed(@Nullable T part) {
        return Objects.requireNonNull(part, "this role needs what it was not given");
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
