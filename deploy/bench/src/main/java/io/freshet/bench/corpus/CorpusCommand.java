package io.freshet.bench.corpus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends files through a service and tells what became of them. */
@Command(
        name = "corpus",
        mixinStandardHelpOptions = true,
        description = "Send all files below a directory through an ingest service and tell what became of each.",
        footer = {
            "",
            "Without --ingest a service is started for the run: broker and registry in one JVM, the service alone in",
            "another. The exit code is 1 when a file has no outcome, or that service did not survive."
        })
public final class CorpusCommand implements Callable<Integer> {

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The files.")
    private Path directory = Path.of(".");

    @Option(names = "--ingest", paramLabel = "URL", description = "A running service; needs --kafka and --registry.")
    private @Nullable URI ingest;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The broker of the running service.")
    private @Nullable String kafka;

    @Option(names = "--registry", paramLabel = "URL", description = "The registry of the running service.")
    private @Nullable String registry;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "12",
            description = "Partitions of the running service's topics (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "256m",
            description = "Heap of a service that is started (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of a service that is started.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--at-a-time",
            paramLabel = "N",
            defaultValue = "2",
            description = "Files without an outcome at a time; with one for each worker, seconds are reading time"
                    + " (default: ${DEFAULT-VALUE}).")
    private int atATime;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Seconds after which a file without an outcome is lost (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Option(names = "--out", paramLabel = "FILE", description = "A line for each file, with tabs.")
    private @Nullable Path out;

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CorpusCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (ingest != null && kafka != null && registry != null) {
            try (Outcomes outcomes = new Outcomes(kafka, registry, partitions)) {
                List<Line> lines = run(new Sender(ingest), outcomes);
                return report(lines, outcomes) ? 0 : 1;
            }
        }
        return withServiceOfItsOwn();
    }

    private int withServiceOfItsOwn() throws Exception {
        Path work = Files.createTempDirectory("freshet-corpus-");
        System.out.println("logs in " + work);
        try (BrokerProcess broker = BrokerProcess.start(work);
                IngestProcess service = IngestProcess.start(work, broker, heap, settings);
                Outcomes outcomes = new Outcomes(broker.bootstrapServers(), broker.registry(), Outcomes.PARTITIONS)) {
            List<Line> lines = run(new Sender(service.url()), outcomes);
            boolean whole = report(lines, outcomes);
            System.out.println("service: pid " + service.pid() + (service.isAlive() ? ", alive" : ", ENDED") + ", -Xmx"
                    + heap + ", MB: " + service.heap());
            return whole && service.isAlive() ? 0 : 1;
        }
    }

    private List<Line> run(Sender sender, Outcomes outcomes) throws Exception {
        List<Path> files = files();
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<Line>> futures = new ArrayList<>();
            for (Path file : files) {
                futures.add(threads.submit(() -> one(sender, outcomes, file)));
            }
            return lines(futures);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Line> lines(List<Future<Line>> futures) throws InterruptedException, ExecutionException {
        List<Line> lines = new ArrayList<>();
        for (Future<Line> future : futures) {
            lines.add(future.get());
            if (lines.size() % 100 == 0) {
                System.out.println(lines.size() + " of " + futures.size());
            }
        }
        return lines;
    }

    private Line one(Sender sender, Outcomes outcomes, Path file) throws IOException, InterruptedException {
        String id = directory.relativize(file).toString();
        long begin = System.nanoTime();
        Outcome refusal = sender.send(id, file);
        Outcomes.Seen seen = refusal == null ? outcomes.await(id, Duration.ofSeconds(patience)) : null;
        long end = seen == null ? System.nanoTime() : seen.nanoTime();
        Outcome outcome = seen == null ? refusal : seen.outcome();
        return new Line(id, Files.size(file), (end - begin) / 1e9, outcome);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private boolean report(List<Line> lines, Outcomes outcomes) throws IOException {
        if (out != null) {
            Files.write(out, lines.stream().map(Line::tabbed).toList());
        }
        CorpusReport report = new CorpusReport(lines, outcomes);
        System.out.print(report.text());
        return report.isWhole();
    }
}
