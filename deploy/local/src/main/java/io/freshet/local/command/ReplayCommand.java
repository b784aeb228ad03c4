package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.client.FreshetClient;
import io.freshet.local.client.Refused;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = "Publish what could not be processed again; it never overtakes a newer change.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of dead letters.")
    private List<String> ids = List.of();

    @Option(names = "--code", paramLabel = "CODE", description = "The newest letters of this code.")
    private @Nullable String code;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "With --code: how many letters at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws Exception {
        if (ids.isEmpty() == (code == null)) {
            throw new ParameterException(spec.commandLine(), "Give either the ID of each letter or a --code");
        }
        FreshetClient client = connection.client();
        boolean all = code == null ? replayEach(client) : replayCode(client, code);
        return (all ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private boolean replayEach(FreshetClient client) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        boolean all = true;
        for (String id : ids) {
            try {
                out.println("replayed " + client.replay(id).path("documentId").asText());
            } catch (Refused refused) {
                spec.commandLine().getErr().println(id + ": " + refused.line());
                all = false;
            }
        }
        return all;
    }

    private boolean replayCode(FreshetClient client, String wanted) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode results = client.replayAll(wanted, limit).path("results");
        if (results.isEmpty()) {
            out.println("no dead letters of code " + wanted);
        }
        boolean all = true;
        for (JsonNode result : results) {
            String outcome = result.path("result").asText();
            if (outcome.equals("REPLAYED")) {
                out.println("replayed " + result.path("documentId").asText());
            } else {
                spec.commandLine()
                        .getErr()
                        .println(result.path("id").asText() + ": " + outcome + ": "
                                + result.path("detail").asText());
                all = false;
            }
        }
        return all;
    }
}
