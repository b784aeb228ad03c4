package io.freshet.bench.edits;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Directories;
import io.freshet.bench.Machine;
import io.freshet.bench.Spread;
import io.freshet.bench.served.Manual;
import io.freshet.bench.served.ServedFreshet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what changes of a long document cost, beside a plain pipeline. */
@Command(
        name = "edits",
        mixinStandardHelpOptions = true,
        description = "Publish a long manual and changes of it, and tell for each what was embedded and when a search"
                + " showed it, beside a pipeline that cuts every 512 tokens and embeds everything again.",
        footer = {
            "",
            "Freshet runs whole in one process, with the flags of its script. The plain pipeline runs in this process,",
            "with the same model and the same store, from text in memory, after Freshet has ended."
        })
public final class EditsCommand implements Callable<Integer> {

    @Option(names = "--pages", paramLabel = "N", defaultValue = "300", description = "(default: ${DEFAULT-VALUE})")
    private int pages;

    @Option(names = "--small", paramLabel = "N", defaultValue = "50", description = "Small manuals of four pages.")
    private int small;

    @Option(names = "--times", paramLabel = "N", defaultValue = "7", description = "Of each change of the long manual.")
    private int times;

    @Option(names = "--plain-times", paramLabel = "N", defaultValue = "3", description = "Of the plain pipeline.")
    private int plainTimes;

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

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EditsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = new Machine();
        Manual manual = Manual.of(1, pages);
        Path work = Files.createTempDirectory("freshet-edits-");
        String text;
        try {
            try (ServedFreshet freshet = ServedFreshet.start(work, workers, flags)) {
                text = run(new Scenario(freshet, manual));
            }
            List<Cost> plain = plain(work.resolve("plain"), text);
            print(manual, plain, machine);
            if (json != null) {
                write(json, plain, machine);
            }
        } finally {
            Directories.delete(work);
        }
        return 0;
    }

    private String run(Scenario scenario) throws Exception {
        note(small + " small manuals", scenario.loadSmallOnes(small, 4));
        note("first load", scenario.firstLoad());
        for (int i = 0; i < times; i++) {
            note("the same again", scenario.again());
            note("one sentence", scenario.sentence());
            note("readers: nobody", scenario.hidden());
            note("readers: everybody", scenario.shown());
            note("a paragraph moved", scenario.moved());
        }
        String text = scenario.text();
        note("delete", scenario.deleted());
        return text;
    }

    private void note(String what, Cost cost) {
        costs.computeIfAbsent(what, unused -> new ArrayList<>()).add(cost);
    }

    private List<Cost> plain(Path directory, String text) throws Exception {
        List<Cost> plain = new ArrayList<>();
        try (PlainPipeline pipeline = new PlainPipeline(directory)) {
            for (int i = 0; i < plainTimes; i++) {
                plain.add(pipeline.publish("the-manual", text));
            }
        }
        return plain;
    }

    private void print(Manual manual, List<Cost> plain, Machine machine) {
        System.out.printf(
                Locale.ROOT,
                "a manual of %d pages (%d words, Markdown); median (smallest..largest)%n%n"
                        + "%-20s %5s %-22s %-26s %-26s %-22s %s%n",
                pages,
                manual.words(),
                "change",
                "times",
                "chunks embedded",
                "tokens",
                "s until found",
                "processor s",
                "plain: x tokens, x processor time");
        costs.forEach((what, each) -> line(what, each, plain));
        line("plain pipeline, any", plain, plain);
        System.out.println(machine);
    }

    private static void line(String what, List<Cost> each, List<Cost> plain) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %5d %-22s %-26s %-26s %-22s %10s %8s%n",
                what,
                each.size(),
                spread(each, Cost::chunks).text(0),
                spread(each, Cost::tokens).text(0),
                spread(each, Cost::seconds).text(3),
                spread(each, Cost::processor).text(2),
                times(plain, each, Cost::tokens),
                times(plain, each, Cost::processor));
    }

    /** How many times as much the plain pipeline takes; of nothing there is no multiple. */
    private static String times(List<Cost> plain, List<Cost> ours, ToDoubleFunction<Cost> figure) {
        double divisor = spread(ours, figure).median();
        return divisor == 0
                ? "none"
                : String.format(Locale.ROOT, "%.1f", spread(plain, figure).median() / divisor);
    }

    private static Spread spread(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Spread.of(costs.stream().map(figure::applyAsDouble).toList());
    }

    private void write(Path file, List<Cost> plain, Machine machine) throws IOException {
        ObjectNode root = new ObjectMapper()
                .createObjectNode()
                .put("at", Instant.now().toString())
                .put("machine", machine.toString())
                .put("pages", pages);
        costs.forEach((what, each) -> put(root, what, each));
        put(root, "plain pipeline", plain);
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void put(ObjectNode root, String what, List<Cost> costs) {
        for (Cost cost : costs) {
            root.withArray(what)
                    .addObject()
                    .put("chunks", cost.chunks())
                    .put("tokens", cost.tokens())
                    .put("secondsUntilFound", cost.seconds())
                    .put("processorSeconds", cost.processor());
        }
    }
}
