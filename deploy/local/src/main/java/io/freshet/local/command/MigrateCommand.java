package io.freshet.local.command;

import picocli.CommandLine.Command;

@Command(
        name = "migrate",
        description = "Make a new generation of the index with what is configured under freshet.next.",
        footer = {"", "Safe to interrupt and repeat. Both generations are kept true until one is dropped."})
final class MigrateCommand extends NewGenerationCommand {

    MigrateCommand(boolean interactive) {
        super("migrate", interactive);
    }
}
