package io.freshet.local.command;

import picocli.CommandLine.Command;

@Command(
        name = "rebuild",
        description = "Make a new generation of the index from its changes; nothing is parsed or embedded again.",
        footer = {"", "Safe to interrupt and repeat. The old generation stays until: freshet generations drop N"})
final class RebuildCommand extends NewGenerationCommand {

    RebuildCommand(boolean interactive) {
        super("rebuild", interactive);
    }
}
