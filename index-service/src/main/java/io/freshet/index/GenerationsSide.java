package io.freshet.index;

import io.freshet.index.freshness.AsOfRecorder;
import io.freshet.index.generation.Recipe;
import io.freshet.index.generation.Recipes;
import io.freshet.index.generation.Step;
import io.freshet.index.generation.StoredPredecessor;
import io.freshet.index.generation.Wanted;
import io.freshet.index.generation.Wanted.LineageRun;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.topology.Predecessor;
import io.freshet.records.TopicCreator;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.store.Generation;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams and writers, wired: each second what runs is made to be what the list of generations asks for. Nothing else is
 * remembered, so every step can be cut off and is made again; several processes do the same beside each other.
 *
 * <p>One thread starts and stops; the others only look.
 */
final class GenerationsSide implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GenerationsSide.class);
    private static final Duration TOPIC_TIME = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(20);

    private final Surroundings around;
    private final Admin kafka;
    private final RecordSerdes serdes;
    private final StoreAdmin admin;
    private final Maker current;
    private final @Nullable Maker next;
    private final Recipes recipes;
    private final Duration interval;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "index-generations"));
    private final Map<Integer, RunningStream> streams = new ConcurrentHashMap<>();
    private final Map<Integer, RunningWriter> writers = new ConcurrentHashMap<>();
    private Map<Integer, String> told = Map.of();
    private volatile Optional<Generation> serving = Optional.empty();
    private volatile List<String> problems = List.of();

    private record RunningStream(LineageRun lineage, StreamSide side) {}

    /** A writer, with the recorder that tells how fresh its generation is. */
    private static final class RunningWriter {
        private final WriterSide side;
        private @Nullable AsOfRecorder recorder;
        private boolean recordsServing;

        RunningWriter(WriterSide side) {
            this.side = side;
        }
    }

    GenerationsSide(
            Surroundings around,
            Admin kafka,
            RecordSerdes serdes,
            StoreAdmin admin,
            Maker current,
            @Nullable Maker next,
            Duration interval) {
        this.around = around;
        this.kafka = kafka;
        this.serdes = serdes;
        this.admin = admin;
        this.current = current;
        this.next = next;
        this.recipes = new Recipes(current.recipe(), next == null ? null : next.recipe());
        this.interval = interval;
    }

    Recipes recipes() {
        return recipes;
    }

    /** Starts what is wanted now, and looks again and again from then on. */
    void start() throws StoreUnavailableException, InterruptedException {
        reconcile();
        checkGenerations();
        var unused = thread.scheduleWithFixedDelay(
                this::reconcileAgain, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reconcileAgain() {
        try {
            reconcile();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailableException | RuntimeException | Error failed) {
            // An error too: the executor would never look again, and say nothing.
            log.atWarn().setCause(failed).log("generations not reconciled, trying again");
            problems = List.of("generations: " + failed.getMessage());
        }
    }

    private void reconcile() throws StoreUnavailableException, InterruptedException {
        stopEnded();
        List<Generation> generations = admin.generations();
        Wanted wanted = Wanted.of(generations, recipes);
        Map<Integer, LineageRun> running = streams.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().lineage()));
        Optional<Generation> nowServing =
                generations.stream().filter(Generation::serving).findFirst();
        serving = nowServing;
        List<String> found = new ArrayList<>();
        nowServing
                .flatMap(generation -> Optional.ofNullable(wanted.problems().get(generation.number())))
                .ifPresent(found::add);
        for (Step step : Step.between(running, Set.copyOf(writers.keySet()), wanted)) {
            if (isOurs(step)) {
                attempt(step.toString(), isFor(step, nowServing), () -> take(step), found);
            }
        }
        for (Generation generation : wanted.writers().values()) {
            attempt(
                    "freshness of generation " + generation.number(),
                    generation.serving(),
                    () -> recordFreshness(generation),
                    found);
        }
        tell(wanted.problems());
        problems = List.copyOf(found);
    }

    /** A writer that ended through an error is wanted still, so it starts anew. */
    private void stopEnded() {
        writers.forEach((number, running) -> {
            if (running.side.hasEnded()) {
                log.atWarn().addKeyValue("generation", number).log("writer has ended, starting it again");
                stopWriter(number);
            }
        });
    }

    private boolean isOurs(Step step) {
        if (step instanceof Step.StartStream start) {
            return does(IndexConfig.Role.STREAM)
                    && maker(start.lineage().recipe()).canEmbed();
        }
        return !(step instanceof Step.StartWriter) || does(IndexConfig.Role.WRITER);
    }

    private static boolean isFor(Step step, Optional<Generation> serving) {
        return serving.filter(generation -> (step instanceof Step.StartStream start
                                && start.lineage().lineage() == generation.lineage())
                        || (step instanceof Step.StartWriter writer
                                && writer.generation().number() == generation.number()))
                .isPresent();
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws InterruptedException;
    }

    /** What fails keeps nothing else from being done, and is made again the next time; only what serves has to run. */
    private static void attempt(String what, boolean serves, Attempt attempt, List<String> found)
            throws InterruptedException {
        try {
            attempt.make();
        } catch (RuntimeException failed) {
            log.atWarn().setCause(failed).addKeyValue("step", what).log("generations: failed, trying again");
            if (serves) {
                found.add(what + ": " + failed.getMessage());
            }
        }
    }

    /** Once each, not every second. */
    private void tell(Map<Integer, String> now) {
        now.forEach((number, problem) -> {
            if (!problem.equals(told.get(number))) {
                log.atWarn()
                        .addKeyValue("generation", number)
                        .addKeyValue("problem", problem)
                        .log("generation cannot be made here");
            }
        });
        told = now;
    }

    private void take(Step step) throws InterruptedException {
        log.atInfo().addKeyValue("step", step).log("generations");
        if (step instanceof Step.StopWriter stop) {
            stopWriter(stop.number());
        } else if (step instanceof Step.StopStream stop) {
            stopStream(stop.lineage());
        } else if (step instanceof Step.StartStream start) {
            startStream(start.lineage());
        } else if (step instanceof Step.StartWriter start) {
            startWriter(start.generation());
        }
    }

    private void startStream(LineageRun lineage) throws InterruptedException {
        Maker maker = maker(lineage.recipe());
        Surroundings there = prepared(lineage.lineage());
        Predecessor predecessor = lineage.predecessor() == 0
                ? Predecessor.NONE
                : new StoredPredecessor(
                        admin.search(lineage.predecessor()), () -> isGone(lineage.predecessor()), around.pauser());
        streams.put(lineage.lineage(), new RunningStream(lineage, StreamSide.start(there, maker, predecessor, serdes)));
    }

    private boolean isGone(int number) {
        try {
            return admin.generations().stream().noneMatch(generation -> generation.number() == number);
        } catch (StoreUnavailableException unavailable) {
            return false;
        }
    }

    private void startWriter(Generation generation) throws InterruptedException {
        Surroundings there = prepared(generation.lineage());
        WriterSide side = WriterSide.start(
                there,
                there.groups().writer(generation.number()),
                there.topics().indexChanges(),
                admin.writer(generation.number()),
                serdes);
        writers.put(generation.number(), new RunningWriter(side));
    }

    /** The topics of a lineage exist, and its changes are understood, before anybody reads or writes them. */
    private Surroundings prepared(int lineage) throws InterruptedException {
        Surroundings there = around.ofLineage(lineage);
        new TopicCreator(kafka, around.config().kafka().replicationFactor(), TOPIC_TIME)
                .ensure(there.topics().all());
        serdes.guard(there.topics());
        return there;
    }

    /** Only the serving generation's lag is everybody's; that of the others is told where they are shown. */
    private void recordFreshness(Generation generation) {
        RunningWriter writer = writers.get(generation.number());
        if (writer == null || (writer.recorder != null && writer.recordsServing == generation.serving())) {
            return;
        }
        if (writer.recorder != null) {
            writer.recorder.close();
            writer.recorder = null;
        }
        Surroundings there = around.ofLineage(generation.lineage());
        Surroundings shown =
                generation.serving() ? there : there.with(new IndexMeters(new SimpleMeterRegistry(), around.clock()));
        writer.recorder = FreshnessSide.start(
                shown, kafka, there.groups().writer(generation.number()), admin.writer(generation.number()));
        writer.recordsServing = generation.serving();
    }

    private Maker maker(Recipe recipe) {
        return next != null && next.recipe().equals(recipe) ? next : current;
    }

    private boolean does(IndexConfig.Role role) {
        return around.config().roles().contains(role);
    }

    private void stopStream(int lineage) {
        RunningStream running = streams.remove(lineage);
        if (running != null) {
            running.side().close();
        }
    }

    private void stopWriter(int number) {
        RunningWriter running = writers.remove(number);
        if (running != null) {
            if (running.recorder != null) {
                running.recorder.close();
            }
            running.side.close();
        }
    }

    /** The writer of a generation, where this process writes it. */
    Optional<WriterSide> writer(int number) {
        return Optional.ofNullable(writers.get(number)).map(running -> running.side);
    }

    /** Throws, with the reason, when the stream of the serving generation does not run. */
    void checkStream() {
        serving.ifPresent(this::checkStream);
    }

    /** Throws, with the reason, when the writer of the serving generation is kept from its work. */
    void checkWriter() {
        serving.ifPresent(this::checkWriter);
    }

    private void checkStream(Generation generation) {
        RunningStream stream = streams.get(generation.lineage());
        if (stream != null) {
            stream.side().check();
        }
    }

    private void checkWriter(Generation generation) {
        RunningWriter writer = writers.get(generation.number());
        if (writer != null) {
            writer.side.check();
        }
    }

    /** What keeps a generation from being fed in this process; empty where nothing does. */
    Optional<String> problem(Generation generation) {
        try {
            checkStream(generation);
            checkWriter(generation);
            return Optional.empty();
        } catch (IllegalStateException kept) {
            return Optional.of(String.valueOf(kept.getMessage()));
        }
    }

    /** Throws when the serving generation cannot be made here; what is wrong with another is told where it is shown. */
    void checkGenerations() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().log("a start or stop is still under way");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Closing all = new Closing()) {
            streams.keySet().forEach(lineage -> all.add(() -> stopStream(lineage)));
            writers.keySet().forEach(number -> all.add(() -> stopWriter(number)));
        }
    }
}
