package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Generations and comparisons, for people. */
final class GenerationPrinter {
    private static final String ROW = "%4s  %-8s  %7s  %5s  %-24s  %-34s  %s%n";

    private final PrintWriter out;

    GenerationPrinter(PrintWriter out) {
        this.out = out;
    }

    void all(JsonNode generations) {
        out.printf(Locale.ROOT, ROW, "no.", "state", "lineage", "done", "as of", "model", "chunking");
        for (JsonNode one : generations) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    one.path("number").asText(),
                    one.path("state").asText(),
                    one.path("lineage").asText(),
                    one.path("percent").asText() + " %",
                    one.path("asOf").asText("not known yet"),
                    one.path("model").asText(),
                    one.path("chunking").asText());
        }
        for (JsonNode one : generations) {
            if (one.hasNonNull("problem")) {
                out.println(one.path("problem").asText());
            }
        }
    }

    static String progress(JsonNode one) {
        StringBuilder line = new StringBuilder("generation ")
                .append(one.path("number").asText())
                .append(": ")
                .append(one.path("state").asText());
        for (JsonNode stage : one.path("stages")) {
            line.append(", ")
                    .append(stage.path("stage").asText())
                    .append(' ')
                    .append(stage.path("percent").asText())
                    .append(" % (")
                    .append(stage.path("lag").asText())
                    .append(" to go)");
        }
        return line.toString();
    }

    void comparison(JsonNode comparison) {
        String number = comparison.path("generation").asText();
        String serving = comparison.path("serving").asText();
        for (JsonNode tenant : comparison.path("tenants")) {
            out.printf(
                    Locale.ROOT,
                    "tenant %s: %s, instead of %s%n",
                    tenant.path("tenant").asText(),
                    size(tenant.path("generation")),
                    size(tenant.path("serving")));
        }
        out.println(comparison.path("differing").asText() + " documents stand otherwise in generation " + number
                + " than in " + serving);
        for (JsonNode difference : comparison.path("differences")) {
            out.println("  " + difference.path("tenant").asText() + "/"
                    + difference.path("documentId").asText() + ": " + difference.path("what"));
        }
        JsonNode likeness = comparison.path("likeness");
        if (!likeness.isMissingNode()) {
            out.printf(
                    Locale.ROOT,
                    "the first ten documents for %s titles: %.0f %% the same%n",
                    likeness.path("queries").asText(),
                    100 * likeness.path("overlap").asDouble());
        }
    }

    private static String size(JsonNode size) {
        return size.path("documents").asText() + " documents in "
                + size.path("chunks").asText() + " chunks";
    }
}
