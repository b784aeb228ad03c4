package io.freshet.local.command;

import io.freshet.local.client.FreshetClient;
import io.freshet.local.client.Patience;
import io.freshet.local.client.Refused;
import io.freshet.service.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "delete", description = "Delete documents, and wait until they are gone.")
final class DeleteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of the documents.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws Exception {
        FreshetClient client = connection.client();
        for (String id : ids) {
            awaitGone(client, id, client.delete(id));
            spec.commandLine().getOut().println("deleted " + id);
        }
        return ExitCode.OK.code();
    }

    private static void awaitGone(FreshetClient client, String id, String token) throws Exception {
        try {
            new Patience().call(() -> client.document(id, token));
        } catch (Refused refused) {
            if (refused.status() != 404) {
                throw refused;
            }
        }
    }
}
