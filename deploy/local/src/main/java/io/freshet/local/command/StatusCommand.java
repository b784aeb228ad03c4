package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.client.FreshetClient;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Show whether all parts work and how fresh the index is, or where documents stand.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Documents to show the standing of.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws Exception {
        FreshetClient client = connection.client();
        PrintWriter out = spec.commandLine().getOut();
        for (String id : ids) {
            out.println(client.document(id).toPrettyString());
        }
        return ids.isEmpty() ? overall(client, out) : ExitCode.OK.code();
    }

    private static int overall(FreshetClient client, PrintWriter out) throws Exception {
        boolean ingest = print("ingest service", client.ingestReadiness(), out);
        boolean query = print("query gateway", client.queryReadiness(), out);
        out.println(asOf(client.freshness()));
        return (ingest && query ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private static boolean print(String service, JsonNode readiness, PrintWriter out) {
        boolean ready = readiness.path("ready").asBoolean();
        out.println(service + ": " + (ready ? "ready" : "not ready"));
        for (JsonNode part : readiness.path("parts")) {
            out.println("  " + part.path("name").asText() + ": "
                    + part.path("problem").asText("ok"));
        }
        return ready;
    }

    static String asOf(JsonNode freshness) {
        if (!freshness.path("asOf").isTextual()) {
            return "freshness not known yet";
        }
        return String.format(
                Locale.ROOT,
                "everything published before %s is in this answer (%.1f s ago)",
                freshness.path("asOf").asText(),
                freshness.path("ageSeconds").asDouble());
    }
}
