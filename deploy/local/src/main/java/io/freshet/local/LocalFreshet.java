package io.freshet.local;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.stack.OpenEmbedder;
import io.freshet.index.IndexConfig;
import io.freshet.index.IndexService;
import io.freshet.index.Makers;
import io.freshet.ingest.IngestService;
import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.local.registry.LocalRegistry;
import io.freshet.local.registry.LocalRegistrySettings;
import io.freshet.query.QueryService;
import io.freshet.query.retrieve.QueryModels;
import io.freshet.service.Closing;
import io.freshet.service.Meters;
import io.freshet.service.health.Readiness;
import io.freshet.service.http.Caller;
import io.freshet.service.http.HttpServer;
import io.freshet.store.IndexCounts;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.settings.OpenIndexStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline on loopback in this process, over a data directory. Started once, closed once.
 *
 * <p>The services are wired as in production; broker, registry and index are the small ones of this module.
 */
public final class LocalFreshet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalSettings settings;
    private final Consumer<String> onFatal;
    private final Closing closing = new Closing();
    private @Nullable Running running;

    /** Everything that runs. */
    private record Running(
            EmbeddedKafka kafka,
            LocalRegistry registry,
            OpenIndexStore store,
            IngestService ingest,
            HttpServer operators,
            QueryService query) {}

    /** Why it did not start, in one line. */
    public static final class NotStarted extends Exception {
        private static final long serialVersionUID = 1L;

        NotStarted(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** @param onFatal told, from any thread, why it cannot go on */
    public LocalFreshet(LocalSettings settings, Consumer<String> onFatal) {
        this.settings = settings;
        this.onFatal = onFatal;
    }

    /**
     * Returns when documents can be sent and queried.
     *
     * @param step told what is being started
     */
    public void start(Consumer<String> step) throws NotStarted, InterruptedException {
        try {
            startAll(step);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (ExecutionException failed) {
            throw new NotStarted(reason(failed.getCause() == null ? failed : failed.getCause()), failed);
        } catch (NotStarted notStarted) {
            throw notStarted;
        } catch (Exception failed) {
            throw new NotStarted(reason(failed), failed);
        }
    }

    private void startAll(Consumer<String> step) throws Exception {
        PrometheusMeterRegistry meters = Meters.create();
        Files.createDirectories(settings.data());
        FutureTask<OpenEmbedder> model =
                inBackground("model", () -> OpenEmbedder.open(ServiceConfigs.embedding(), meters));
        step.accept("the broker");
        EmbeddedKafka kafka = closing.add(EmbeddedKafka.start(
                new EmbeddedKafkaSettings(settings.data().resolve("kafka"), settings.kafkaPort()),
                fatal -> onFatal.accept(fatal.getMessage())));
        // Only now is it certain that nobody else uses the directory.
        DeletedData.remove(settings.data());
        step.accept("the schema registry");
        LocalRegistry registry = closing.add(LocalRegistry.start(
                new LocalRegistrySettings(settings.data().resolve("registry.jsonl"), settings.registryPort())));
        step.accept("the model");
        OpenEmbedder opened = closing.add(model.get());
        Embedder embedder = opened.embedder();
        ServiceConfigs configs = new ServiceConfigs(
                settings, kafka.bootstrapServers(), registry.url().toString());
        step.accept("the services");
        IndexConfig indexing = configs.index();
        OpenIndexStore store = closing.add(OpenIndexStore.forWriting(indexing.store()));
        Makers makers = closing.add(Makers.around(opened, indexing, meters));
        IndexService index =
                closing.add(new IndexService(indexing, makers.current(), makers.next(), store.admin(), meters));
        HttpServer operators = closing.add(
                new HttpServer(IndexService.class, indexing.http(), index.checks(), meters, index::addRoutes));
        FutureTask<Boolean> indexStart = inBackground("index-start", () -> {
            index.start();
            return true;
        });
        IngestService ingest = closing.add(new IngestService(
                configs.ingest(),
                meters,
                cause -> onFatal.accept("the ingest service takes no more events: " + cause)));
        ingest.start();
        QueryService query = closing.add(new QueryService(
                configs.query(),
                new QueryModels(embedder, makers.next() == null ? null : makers.next()::embedder),
                store.search(),
                meters));
        indexStart.get();
        // Before all is ready: what keeps it from that may be a thing for the operator to see and to end.
        operators.start();
        awaitReady(index, ingest);
        query.start();
        running = new Running(kafka, registry, store, ingest, operators, query);
    }

    private static <T> FutureTask<T> inBackground(String name, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, "freshet-" + name);
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static void awaitReady(IndexService index, IngestService ingest) throws NotStarted, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Readiness indexing = Readiness.of(index.checks());
            Readiness ingesting = Readiness.of(ingest.checks());
            if (indexing.ready() && ingesting.ready()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new NotStarted("not ready: " + problems(indexing) + problems(ingesting), null);
            }
            Thread.sleep(20);
        }
    }

    private static String problems(Readiness readiness) {
        return readiness.parts().stream()
                .filter(part -> part.problem() != null)
                .map(part -> part.name() + ": " + part.problem() + "; ")
                .collect(Collectors.joining());
    }

    private static String reason(Throwable failed) {
        if (failed instanceof FileSystemException file) {
            return file.getFile() + (file instanceof FileAlreadyExistsException ? " is a file" : " cannot be written");
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    public int ingestPort() {
        return running().ingest().port();
    }

    public int indexPort() {
        return running().operators().port();
    }

    public int queryPort() {
        return running().query().port();
    }

    public int kafkaPort() {
        return running().kafka().port();
    }

    public int registryPort() {
        return running().registry().port();
    }

    /** How far the index is, in one line. */
    public String progress() {
        OpenIndexStore store = running().store();
        try {
            IndexCounts counts = store.admin().count(Caller.DEFAULT_TENANT);
            String fresh = store.search()
                    .asOf()
                    .map(asOf -> String.format(
                            Locale.ROOT,
                            "everything older than %.1f s is in",
                            Duration.between(asOf, Instant.now()).toMillis() / 1e3))
                    .orElse("freshness not known yet");
            return counts.heads() + " documents, " + counts.chunks() + " chunks; " + fresh;
        } catch (StoreUnavailableException unavailable) {
            return "index: " + unavailable.getMessage();
        }
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    @Override
    public void close() {
        closing.close();
    }
}
