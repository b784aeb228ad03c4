package io.freshet.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands that make a new generation have in common. */
@Command
abstract class NewGenerationCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--serve", description = "Let it answer searches as soon as it is ready.")
    private boolean serve;

    @Option(names = "--no-wait", description = "Only order it.")
    private boolean noWait;

    private final String order;
    private final boolean interactive;

    /** @param order the way of making it, as the service calls it */
    NewGenerationCommand(String order, boolean interactive) {
        this.order = order;
        this.interactive = interactive;
    }

    @Override
    public Integer call() throws Exception {
        return new Building(connection.generations(), spec.commandLine().getOut(), interactive)
                .run(order, !noWait, serve);
    }
}
