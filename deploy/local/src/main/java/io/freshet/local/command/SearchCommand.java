package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "search", description = "Search by meaning and by keyword.")
final class SearchCommand implements Callable<Integer> {
    private static final int SNIPPET = 200;

    enum Mode {
        hybrid,
        keyword,
        vector
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What to look for.")
    private List<String> words = List.of();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "5",
            description = "How many hits at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--mode",
            defaultValue = "hybrid",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Mode mode = Mode.hybrid;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        JsonNode answer = connection.client().search(String.join(" ", words), limit, mode.name());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            print(answer, out);
        }
        return ExitCode.OK.code();
    }

    private void print(JsonNode answer, PrintWriter out) {
        int rank = 0;
        for (JsonNode hit : answer.path("hits")) {
            out.println(headline(++rank, hit));
            out.println("   " + place(hit));
            out.println("   " + snippet(hit.path("text").asText()));
        }
        if (rank == 0) {
            out.println("no hits");
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%d ms; %s%n",
                answer.path("timing").path("totalMs").asLong(),
                StatusCommand.asOf(answer.path("freshness")));
    }

    private String headline(int rank, JsonNode hit) {
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        String title = hit.path("title").asText(hit.path("documentId").asText());
        String score = String.format(Locale.ROOT, "%.3f", hit.path("score").asDouble());
        return rank + ". " + ansi.string("@|bold " + title.replace("|@", "") + "|@") + "  " + score;
    }

    private static String place(JsonNode hit) {
        String headings = String.join(
                " > ",
                StreamSupport.stream(hit.path("headingPath").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
        String page = hit.path("page").isInt() ? ", page " + hit.path("page").asInt() : "";
        return hit.path("documentId").asText() + page + (headings.isEmpty() ? "" : "  " + headings);
    }

    private static String snippet(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SNIPPET ? line : line.substring(0, SNIPPET) + "…";
    }
}
