package io.freshet.bench.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Directories;
import io.freshet.bench.Machine;
import io.freshet.bench.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills index services under load and compares what they leave with the model's answer. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description = "Kill -9 the index service at random moments under load, and compare the index with the answer of"
                + " a simple model each time it says that it is up to date.",
        footer = {
            "",
            "The load is edits, moves, patches, deletions, failures, refused texts, late versions, duplicates and",
            "replays. The exit code is 1 when something differed; then data, logs and a trace stay in the directory.",
        })
public final class CrashCommand implements Callable<Integer> {

    @Option(names = "--kills", paramLabel = "N", defaultValue = "200", description = "(default: ${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "60", description = "No new round after that.")
    private int minutes;

    @Option(names = "--seed", paramLabel = "N", description = "Of events and moments (default: the time).")
    private long seed = System.currentTimeMillis();

    @Option(names = "--kills-per-round", paramLabel = "N", defaultValue = "5", description = "On average.")
    private int killsPerRound;

    @Option(
            names = "--longest-life",
            paramLabel = "MILLIS",
            defaultValue = "5000",
            description = "A process is killed within this time, also while it starts (default: ${DEFAULT-VALUE}).")
    private int longestLife;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "40",
            description = "Events a second (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--documents", paramLabel = "N", defaultValue = "30", description = "(default: ${DEFAULT-VALUE})")
    private int documents;

    @Option(
            names = "--slowest",
            paramLabel = "MILLIS",
            defaultValue = "20",
            description = "The embedder's longest call (default: ${DEFAULT-VALUE}).")
    private int slowest;

    @Option(
            names = "--failing",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description = "Calls that the embedder does not answer (default: ${DEFAULT-VALUE}).")
    private double failing;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "180", description = "For a convergence.")
    private int patience;

    @Option(names = "--apart", description = "Stream and writer as processes of their own, killed one at a time.")
    private boolean apart;

    @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
    private @Nullable Path json;

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CrashCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = new Machine();
        Path work = Files.createTempDirectory("freshet-crash-");
        CrashRun.Plan plan = new CrashRun.Plan(
                seed,
                kills,
                killsPerRound,
                Duration.ofMillis(longestLife),
                rate,
                documents,
                apart ? List.of("stream", "writer") : List.of(CrashRig.BOTH),
                new CrashRig.Trouble(slowest, failing),
                Duration.ofSeconds(patience));
        System.out.println("seed " + seed + ", logs in " + work);
        CrashRun run = new CrashRun(plan, System.out::println);
        CrashRun.Result result = run.run(work, Duration.ofMinutes(minutes));
        System.out.printf(
                Locale.ROOT,
                "%d kills, %d convergences, %d events, %d differences%n"
                        + "from the last restart to up to date, s: %s%n%s%n",
                result.kills(),
                result.rounds(),
                result.events(),
                result.differences().size(),
                Spread.of(result.recoveries()).text(1),
                machine);
        if (json != null) {
            write(json, result, machine);
        }
        if (result.differences().isEmpty()) {
            Directories.delete(work);
            return 0;
        }
        Files.write(work.resolve("differences.txt"), described(run, result));
        result.differences().stream().limit(20).forEach(System.out::println);
        System.out.println("all, with the events of those documents: " + work.resolve("differences.txt"));
        return 1;
    }

    private static List<String> described(CrashRun run, CrashRun.Result result) {
        List<String> lines = new ArrayList<>(result.differences());
        result.differences().stream()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
                .distinct()
                .forEach(id -> {
                    lines.add("");
                    lines.add(id);
                    lines.addAll(run.trace(id));
                });
        return lines;
    }

    private void write(Path file, CrashRun.Result result, Machine machine) throws IOException {
        Spread recovery = Spread.of(result.recoveries());
        ObjectNode root = new ObjectMapper()
                .createObjectNode()
                .put("at", Instant.now().toString())
                .put("machine", machine.toString())
                .put("seed", seed)
                .put("kills", result.kills())
                .put("convergences", result.rounds())
                .put("events", result.events())
                .put("differences", result.differences().size())
                .put("recoverySecondsMedian", recovery.median())
                .put("recoverySecondsLargest", recovery.largest());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
