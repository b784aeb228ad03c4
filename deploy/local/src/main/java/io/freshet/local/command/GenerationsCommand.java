package io.freshet.local.command;

import io.freshet.local.client.GenerationsClient;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
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
        name = "generations",
        description =
                "Show the generations of the index, compare one with the serving one, let one serve, or drop one.")
final class GenerationsCommand implements Callable<Integer> {

    /** What can be done with one. */
    enum Action {
        list,
        compare,
        serve,
        drop
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            defaultValue = "list",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Action action = Action.list;

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "The number of the generation.")
    private @Nullable Integer number;

    @Option(names = "--force", description = "With serve: also when it does not hold yet what the serving one holds.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        GenerationsClient client = connection.generations();
        PrintWriter out = spec.commandLine().getOut();
        switch (action) {
            case list -> new GenerationPrinter(out).all(client.all());
            case compare -> new GenerationPrinter(out).comparison(client.comparison(number()));
            case serve -> out.println(GenerationPrinter.progress(client.serve(number(), force)));
            case drop -> {
                client.drop(number());
                out.println("generation " + number() + " is dropped");
            }
        }
        return ExitCode.OK.code();
    }

    private int number() {
        if (number == null) {
            throw new ParameterException(spec.commandLine(), "Which generation? Give its number");
        }
        return number;
    }
}
