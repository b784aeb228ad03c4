package io.freshet.bench.extraction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Directories;
import io.freshet.ingest.extract.WorkerPool;
import io.freshet.ingest.extract.WorkerSettings;
import io.freshet.service.config.ConfigReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads files by worker processes and by one process, by turns. */
@Command(
        name = "extraction",
        mixinStandardHelpOptions = true,
        description = "Files read by the pool of worker processes, beside the same reader called in one process.",
        footer = {"", "Files that bring their process down or exceed the time limit are left out of both."})
public final class ExtractionCommand implements Callable<Integer> {

    @Option(names = "--files", paramLabel = "DIR", description = "The files; without it, some are made.")
    private @Nullable Path given;

    @Option(
            names = "--workers-home",
            paramLabel = "DIR",
            defaultValue = "ingest-service/tika-worker/target/worker",
            description = "The workers' jars (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of("");

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes, and threads of the one process.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--at-least",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Documents in a round; fewer files are read several times (default: ${DEFAULT-VALUE}).")
    private int atLeast;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Rounds of each, by turns (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds of each process before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the figures.")
    private @Nullable Path json;

    /** The part of the service's configuration that is about workers. */
    record Settings(WorkerSettings workers) {}

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ExtractionCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("freshet-extraction-");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Path source = given == null ? SampleFiles.write(directory.resolve("samples")) : given;
        WorkerSettings settings = settings(directory);
        Shape shape = new Shape(
                workers,
                settings.heap().bytes(),
                settings.maxChars(),
                settings.maxBlockChars(),
                settings.embeddedDepth(),
                settings.maxEmbedded());
        try (PooledRounds pooled = new PooledRounds(new WorkerPool(settings, new SimpleMeterRegistry()))) {
            List<Path> all = files(source);
            List<Path> files = repeated(pooled.harmless(all));
            int leftOut = all.size() - (int) files.stream().distinct().count();
            System.out.println(all.size() + " files, " + leftOut + " left out, " + files.size() + " in a round");
            try (PlainRounds plain = PlainRounds.start(home, directory, files, shape)) {
                ExtractionFigures figures = measure(pooled, plain, files);
                System.out.print(figures.text());
                System.out.printf(
                        Locale.ROOT,
                        "%d processors, Java %s, load before %.1f%n",
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        load);
                if (json != null) {
                    write(json, figures, leftOut, load);
                }
            }
        } finally {
            Directories.delete(directory);
        }
        return 0;
    }

    private WorkerSettings settings(Path directory) throws Exception {
        Map<String, String> keys = Map.of(
                "freshet.workers.count", String.valueOf(workers),
                "freshet.workers.home", home.toAbsolutePath().toString(),
                "freshet.workers.temp",
                        Files.createDirectories(directory.resolve("temp")).toString(),
                "freshet.workers.time-limit", "30s",
                "freshet.workers.files-per-process", String.valueOf(Integer.MAX_VALUE));
        return ConfigReader.read(Settings.class, keys, Map.of(), Map.of())
                .value()
                .workers();
    }

    private ExtractionFigures measure(PooledRounds pooled, PlainRounds plain, List<Path> files) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            // Each worker compiles for itself what it runs, and sees its share of the files only.
            for (int worker = 0; worker < workers; worker++) {
                pooled.round(files, plain::isOf);
            }
            plain.round();
        }
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ours.add(pooled.round(files, plain::isOf));
            theirs.add(plain.round());
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new ExtractionFigures(files.size(), bytes, ours, theirs);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(Path::toAbsolutePath)
                    .filter(file -> !file.toString().contains("\n"))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> repeated(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no files that can be read");
        }
        List<Path> repeated = new ArrayList<>(files);
        while (repeated.size() < atLeast) {
            repeated.addAll(files);
        }
        return repeated;
    }

    private static void write(Path target, ExtractionFigures figures, int leftOut, double load) throws IOException {
        ObjectNode root = figures.json()
                .put("leftOut", leftOut)
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("loadBefore", load);
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(target.toFile(), root);
    }
}
