package io.freshet.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "rebuild",
        description = "Make a new generation of the index from its changes; nothing is parsed or embedded again.",
        footer = {"", "Safe to interrupt and repeat. The old generation stays until: freshet generations drop N"})
final class RebuildCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--serve", description = "Let it answer searches as soon as it is ready.")
    private boolean serve;

    @Option(names = "--no-wait", description = "Only order it.")
    private boolean noWait;

    private final boolean interactive;

    RebuildCommand(boolean interactive) {
        this.interactive = interactive;
    }

    @Override
    public Integer call() throws Exception {
        return new Building(connection.generations(), spec.commandLine().getOut(), interactive)
                .run("rebuild", !noWait, serve);
    }
}
