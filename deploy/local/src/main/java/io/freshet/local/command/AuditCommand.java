package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.client.AuditsClient;
import io.freshet.local.client.Refused;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "Compare the index with the changes that it was made from, and repair what differs.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            " 0:nothing differed",
            " 1:something differed, whether it was repaired or not",
            " 2:the audit could not be made"
        },
        footer = {"", "Safe to interrupt and repeat, also while documents are edited."})
final class AuditCommand implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int DRIFT = 1;
    private static final int COULD_NOT = 2;
    private static final long PAUSE_MILLIS = 250;

    private final boolean interactive;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--repair", description = "Put right what differs.")
    private boolean repair;

    @Option(names = "--force", description = "Repair also when much of the index would be removed.")
    private boolean force;

    @Option(names = "--generation", paramLabel = "N", description = "Which generation (default: the one that serves).")
    private @Nullable Integer generation;

    @Option(names = "--json", description = "Print the report as it came.")
    private boolean json;

    AuditCommand(boolean interactive) {
        this.interactive = interactive;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            JsonNode report = ended(connection.audits(), out);
            if (json) {
                out.println(report.toPrettyString());
            } else {
                print(report, out);
            }
            return exitCode(report);
        } catch (Refused refused) {
            spec.commandLine().getErr().println("freshet: " + refused.line());
        } catch (IOException unreachable) {
            spec.commandLine().getErr().println("freshet: " + unreachable.getMessage());
        }
        return COULD_NOT;
    }

    private JsonNode ended(AuditsClient client, PrintWriter out) throws IOException, InterruptedException, Refused {
        ProgressLine line = new ProgressLine(out, interactive && !json);
        JsonNode report = client.begin(generation, repair, force);
        while (report.path("state").asText().equals("RUNNING")) {
            line.show(report.path("changesRead").asLong() + " changes and "
                    + report.path("rowsSeen").asLong() + " rows read");
            Thread.sleep(PAUSE_MILLIS);
            report = client.one(report.path("id").asText());
        }
        line.clear();
        return report;
    }

    private static int exitCode(JsonNode report) {
        return switch (report.path("state").asText()) {
            case "CLEAN" -> CLEAN;
            case "DRIFT", "REPAIRED" -> DRIFT;
            default -> COULD_NOT;
        };
    }

    private static void print(JsonNode report, PrintWriter out) {
        out.println("generation " + report.path("generation").asText() + ": "
                + switch (report.path("state").asText()) {
                    case "CLEAN" -> "nothing differs";
                    case "DRIFT" -> "rows differ";
                    case "REPAIRED" -> "rows differed and are put right";
                    default -> "not audited";
                }
                + " (" + report.path("rows").asLong() + " rows should be there)");
        counts("differed", report.path("drift"), out);
        counts("repaired", report.path("repaired"), out);
        counts("refused by the store", report.path("refused"), out);
        for (JsonNode example : report.path("examples")) {
            out.println("  " + example.path("kind").asText() + "  "
                    + example.path("tenant").asText() + "/"
                    + example.path("documentId").asText() + "  "
                    + example.path("chunkId").asText("head"));
        }
        if (report.path("elsewhere").size() > 0) {
            out.println("written by other processes, ask them: partitions " + report.path("elsewhere"));
        }
        if (report.path("incomplete").asBoolean()) {
            out.println(
                    "there is more than one audit looks for: run it again, or make the index anew with freshet rebuild");
        }
        if (report.has("problem")) {
            out.println(report.path("problem").asText());
        }
    }

    private static void counts(String what, JsonNode counts, PrintWriter out) {
        for (Map.Entry<String, JsonNode> kind : counts.properties()) {
            out.println("  " + what + ": " + kind.getValue().asLong() + " "
                    + kind.getKey().replace('_', ' '));
        }
    }
}
