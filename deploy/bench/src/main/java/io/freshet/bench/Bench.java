package io.freshet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.freshet.bench.chunkers.ChunkersCommand;
import io.freshet.bench.corpus.CorpusCommand;
import io.freshet.bench.crash.CrashCommand;
import io.freshet.bench.edits.EditsCommand;
import io.freshet.bench.extraction.ExtractionCommand;
import io.freshet.bench.freshness.FreshnessCommand;
import io.freshet.bench.restore.RestoreCommand;
import io.freshet.bench.store.StoreCommand;
import io.freshet.bench.writer.WriterCommand;
import io.freshet.embedding.onnx.OnnxEmbedder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks and prints each hot path beside its peer or limit; a few words run what JMH cannot. */
final class Bench {
    private static final String USAGE = "usage: java -jar freshet-bench.jar [--long] [--json FILE] [NAME]\n"
            + "   or: java -jar freshet-bench.jar WORD [OPTION...], where WORD is start, extraction, corpus, edits, freshness,"
            + " crash, restore, writer, store or chunkers DIR";
    private static final int AGREEMENT_TEXTS = 64;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        String word = arguments.length == 0 ? "" : arguments[0];
        String[] rest = Arrays.stream(arguments).skip(1).toArray(String[]::new);
        switch (word) {
            case "start" -> StartBenchmark.main(rest);
            case "extraction" -> ExtractionCommand.main(rest);
            case "corpus" -> CorpusCommand.main(rest);
            case "edits" -> EditsCommand.main(rest);
            case "crash" -> CrashCommand.main(rest);
            case "freshness" -> FreshnessCommand.main(rest);
            case "restore" -> RestoreCommand.main(rest);
            case "store" -> StoreCommand.main(rest);
            case "writer" -> WriterCommand.main(rest);
            case "chunkers" -> ChunkersCommand.main(rest);
            default -> compare(arguments);
        }
    }

    private static void compare(String[] arguments) throws RunnerException, IOException {
        Wanted wanted = Wanted.of(List.of(arguments));
        if (wanted == null) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        double loadBefore = load();
        List<Comparison> comparisons = Comparison.of(new Runner(options(wanted).build()).run());
        double cosine = agreement(AGREEMENT_TEXTS);
        System.out.println();
        System.out.print(Comparison.table(comparisons));
        System.out.println("ratio: ours to the other's time; above 1, ours takes longer");
        System.out.printf(
                Locale.ROOT, "vectors, ours to LangChain4j's: smallest cosine of %d: %.6f%n", AGREEMENT_TEXTS, cosine);
        System.out.printf(
                Locale.ROOT,
                "%d processors, Java %s, load before %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                loadBefore);
        if (wanted.json() != null) {
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(wanted.json().toFile(), json(comparisons, cosine, loadBefore));
        }
    }

    /**
     * What the command line asks for.
     *
     * @param name a pattern for the benchmarks' names; the empty one asks for all
     */
    record Wanted(boolean thorough, @Nullable Path json, String name) {

        /** Null when the arguments make no sense. */
        static @Nullable Wanted of(List<String> arguments) {
            boolean thorough = false;
            Path json = null;
            String name = "";
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (argument.equals("--long")) {
                    thorough = true;
                } else if (argument.equals("--json") && i + 1 < arguments.size()) {
                    json = Path.of(arguments.get(++i));
                } else if (argument.startsWith("-") || !name.isEmpty()) {
                    return null;
                } else {
                    name = argument;
                }
            }
            return new Wanted(thorough, json, name);
        }
    }

    private static ChainedOptionsBuilder options(Wanted wanted) {
        boolean thorough = wanted.thorough();
        return new OptionsBuilder()
                .include("io\\.freshet\\.bench\\..*" + wanted.name())
                .forks(thorough ? 3 : 1)
                .warmupIterations(thorough ? 5 : 2)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(thorough ? 10 : 4)
                .measurementTime(TimeValue.seconds(thorough ? 2 : 1))
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                .verbosity(thorough ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    /** The smallest cosine between our vector of a text and LangChain4j's. */
    static double agreement(int texts) {
        List<String> passages = Models.passages(texts);
        try (OnnxEmbedder ours = Models.open()) {
            return Models.smallestCosine(
                    Models.ours(ours, passages), Models.theirs(new BgeSmallEnV15QuantizedEmbeddingModel(), passages));
        }
    }

    private static ObjectNode json(List<Comparison> comparisons, double cosine, double load) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("at", Instant.now().toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("loadBefore", load)
                .put("smallestCosine", cosine);
        for (Comparison comparison : comparisons) {
            root.withArray("comparisons")
                    .addObject()
                    .put("benchmark", comparison.name())
                    .put("unit", comparison.unit())
                    .put("score", comparison.score())
                    .put("error", comparison.error())
                    .put("beside", comparison.beside().name().toLowerCase(Locale.ROOT))
                    .put("otherScore", comparison.otherScore())
                    .put("ratio", comparison.ratio());
        }
        return root;
    }

    /** What the machine was busy with in the last minute; negative where the system does not say. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
