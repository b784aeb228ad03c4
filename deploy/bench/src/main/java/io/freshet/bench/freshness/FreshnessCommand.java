package io.freshet.bench.freshness;

import io.freshet.bench.Directories;
import io.freshet.bench.Machine;
import io.freshet.bench.served.Api;
import io.freshet.bench.served.Metrics;
import io.freshet.bench.served.ServedFreshet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends a steady stream of one-sentence edits and tells when each was found. */
@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        description = "Edit one sentence so many times a second and measure from when the edit is due to when a search"
                + " through the gateway finds it.",
        footer = {
            "",
            "Freshet runs whole in one process, with the flags of its script; this program is another one on the same",
            "processors. The search waits at the gateway for the edit's token, so nothing polls from outside, and the",
            "answer must hold the edit's own word."
        })
public final class FreshnessCommand implements Callable<Integer> {

    @Option(names = "--documents", paramLabel = "N", defaultValue = "200", description = "(default: ${DEFAULT-VALUE})")
    private int documents;

    @Option(names = "--fewest-pages", paramLabel = "N", defaultValue = "5", description = "(default: ${DEFAULT-VALUE})")
    private int fewestPages;

    @Option(names = "--most-pages", paramLabel = "N", defaultValue = "20", description = "(default: ${DEFAULT-VALUE})")
    private int mostPages;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10", description = "Edits a second (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "120", description = "(default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Edits before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "(default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "keyword", description = "keyword, hybrid or vector.")
    private String mode = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep data and logs here; what an earlier run loaded is not embedded again.")
    private @Nullable Path directory;

    @Option(
            names = "--workers",
            paramLabel = "DIR",
            defaultValue = "ingest-service/tika-worker/target/worker",
            description = "Class path of the extraction workers (default: ${DEFAULT-VALUE}).")
    private Path workers = Path.of("");

    @Option(names = "--jvm", paramLabel = "FLAG", description = "A flag of the service's JVM, after the script's own.")
    private List<String> flags = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
    private @Nullable Path json;

    @Option(names = "--trips", paramLabel = "FILE", description = "Each edit's milliseconds after it was due, as CSV.")
    private @Nullable Path trips;

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FreshnessCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = new Machine();
        Path work = directory == null ? Files.createTempDirectory("freshet-freshness-") : directory;
        try (ServedFreshet freshet = ServedFreshet.start(work, workers, flags);
                TopicWatch watch = new TopicWatch(freshet)) {
            FreshnessReport report = measure(freshet, watch);
            System.out.print(report.text());
            System.out.println(machine);
            if (json != null) {
                report.write(json, machine);
            }
            if (trips != null) {
                Files.writeString(trips, report.csv());
            }
        } finally {
            if (directory == null) {
                Directories.delete(work);
            }
        }
        return 0;
    }

    private FreshnessReport measure(ServedFreshet freshet, TopicWatch watch) throws Exception {
        Api api = new Api(freshet);
        Library library = new Library(seed, documents, fewestPages, mostPages);
        long begin = System.nanoTime();
        library.load(api);
        System.out.printf(
                Locale.ROOT,
                "%d manuals, %d words, %.0f chunks embedded, loaded in %.0f s%n",
                documents,
                library.words(),
                api.metrics().sum("freshet_embedded_chunks_total"),
                (System.nanoTime() - begin) / 1e9);
        EditStream stream = new EditStream(api, watch, library, mode);
        // Words of a run must be new to an index that an earlier run has left.
        int first = (int) (System.currentTimeMillis() % 1_000_000_000);
        int uncounted = (int) (warmUp * rate);
        stream.run(first, uncounted, rate);
        Metrics before = api.metrics();
        Usage usage = Usage.begin(freshet);
        List<Trip> trips = stream.run(first + uncounted, (int) (seconds * rate), rate);
        Usage used = usage.end(freshet);
        return new FreshnessReport(
                trips,
                new StageMetrics(before, api.metrics()),
                used,
                String.format(
                        Locale.ROOT, "%.1f edits a second for %s, %s search", rate, Duration.ofSeconds(seconds), mode));
    }
}
