package io.freshet.local.command;

import io.freshet.local.LocalFreshet;
import io.freshet.local.LocalSettings;
import io.freshet.local.client.Adding;
import io.freshet.local.client.Documents;
import io.freshet.local.client.FreshetClient;
import io.freshet.local.client.Patience;
import io.freshet.service.ExitCode;
import io.freshet.service.http.Caller;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = "Start all of Freshet in this process: broker, registry, ingest, index and query, on loopback.",
        footer = {"", "Ctrl-C ends it; the next `freshet up` with the same --data goes on where it ended."})
final class UpCommand implements Callable<Integer> {
    private static final int INDEX_PORT = 8082;
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: ~/.freshet).")
    private @Nullable Path data;

    @Option(
            names = "--ingest-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "Port of the ingest service (default: ${DEFAULT-VALUE}).")
    private int ingestPort;

    @Option(
            names = "--query-port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the query gateway (default: ${DEFAULT-VALUE}).")
    private int queryPort;

    @Option(
            names = "--index-port",
            paramLabel = "N",
            description = "Port of the index service, for operators (default: 8082, or any other when that is taken).")
    private @Nullable Integer indexPort;

    @Option(
            names = "--index-setting",
            paramLabel = "KEY=VALUE",
            description = "A setting of the index service, such as freshet.next.enabled=true; may be repeated.")
    private Map<String, String> indexing = Map.of();

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Port of the broker (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "N",
            defaultValue = "8085",
            description = "Port of the schema registry (default: ${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(
            names = "--sample",
            description = "Load a small sample corpus, so that the first query has something to find.")
    private boolean sample;

    @Option(names = "--rehearse", hidden = true, description = "Load the sample, ask once, and end.")
    private boolean rehearse;

    private final Map<String, String> environment;
    private final boolean interactive;

    UpCommand(Map<String, String> environment, boolean interactive) {
        this.environment = environment;
        this.interactive = interactive;
    }

    @Override
    public Integer call() throws Exception {
        requirePorts();
        LocalSettings settings = settings();
        logInto(settings.data().resolve("logs/freshet.log"));
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndWait(end, closed), "freshet-shutdown"));
        try {
            return run(settings, out, end);
        } finally {
            closed.countDown();
        }
    }

    /** Works only as long as nothing was logged yet: the logging library reads these when it is first used. */
    private static void logInto(Path file) {
        System.setProperty("freshet.log", file.toString());
        System.setProperty("logback.configurationFile", "logback-local.xml");
        // Lucene logs through the JDK, which would write to the terminal.
        LogManager.getLogManager().reset();
    }

    /** Operators can be told another port; who only adds and searches is not to be kept from a second Freshet by it. */
    private int indexPort() {
        if (indexPort != null) {
            return indexPort;
        }
        try (ServerSocket free = new ServerSocket(INDEX_PORT, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    private void requirePorts() {
        for (int port : new int[] {ingestPort, queryPort, indexPort(), kafkaPort, registryPort}) {
            if (port < 0 || port > 65_535) {
                throw new ParameterException(spec.commandLine(), port + " is not a port: 0 to 65535 are");
            }
        }
    }

    /** The JVM halts when its hooks return: this one returns when everything is closed. */
    private static void endAndWait(CountDownLatch end, CountDownLatch closed) {
        end.countDown();
        try {
            if (!closed.await(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("freshet: did not end within " + SHUTDOWN.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int run(LocalSettings settings, PrintWriter out, CountDownLatch end) throws Exception {
        ProgressLine line = new ProgressLine(out, interactive);
        long started = System.nanoTime();
        try (LocalFreshet freshet = new LocalFreshet(settings, failure -> fail(failure, end))) {
            freshet.start(step -> line.show("starting " + step));
            line.clear();
            out.println(Banner.of(freshet, settings.data(), seconds(started)));
            out.flush();
            if (sample || rehearse) {
                loadSample(freshet, line, out);
            }
            if (!rehearse) {
                watch(freshet, line, end);
            }
        } catch (LocalFreshet.NotStarted failed) {
            line.clear();
            spec.commandLine().getErr().println("freshet: " + failed.getMessage());
            return ExitCode.FAILED_TO_START.code();
        }
        out.println("ended; all data is kept in " + settings.data());
        return ExitCode.OK.code();
    }

    private void fail(String failure, CountDownLatch end) {
        spec.commandLine().getErr().println("freshet: " + failure);
        end.countDown();
    }

    private void loadSample(LocalFreshet freshet, ProgressLine line, PrintWriter out) throws Exception {
        Path corpus = Path.of(environment.getOrDefault("FRESHET_HOME", "."), "sample");
        FreshetClient client = new FreshetClient(
                Connection.loopback(freshet.ingestPort()),
                Connection.loopback(freshet.queryPort()),
                Caller.DEFAULT_TENANT);
        List<String> failures = new Adding(
                        client,
                        new Patience(),
                        (accepted, searchable, failed, total) ->
                                line.show("sample " + AddCommand.describe(accepted, searchable, failed, total)))
                .add(Documents.below(List.of(corpus)));
        line.end();
        failures.forEach(out::println);
        if (rehearse) {
            client.search("where is the sample", 3, "hybrid");
        }
    }

    private static void watch(LocalFreshet freshet, ProgressLine line, CountDownLatch end) throws InterruptedException {
        while (!end.await(1, TimeUnit.SECONDS)) {
            line.show(freshet.progress());
        }
        line.clear();
    }

    private LocalSettings settings() {
        return new LocalSettings(
                LocalData.of(data),
                ingestPort,
                queryPort,
                indexPort(),
                kafkaPort,
                registryPort,
                Path.of(environment.getOrDefault("FRESHET_HOME", "."), "worker"),
                indexing);
    }

    private static String seconds(long since) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / 1e9);
    }
}
