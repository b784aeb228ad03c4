package io.freshet.local.command;

import io.freshet.local.client.Adding;
import io.freshet.local.client.Documents;
import io.freshet.local.client.Patience;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = "Send files, or all files below folders, and wait until they are searchable.",
        footer = {
            "",
            "A file's document id is its path below the folder named; adding it again replaces the document.",
            "Hidden files are left out."
        })
final class AddCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "What to add.")
    private List<Path> places = List.of();

    private final boolean interactive;

    AddCommand(boolean interactive) {
        this.interactive = interactive;
    }

    @Override
    public Integer call() throws Exception {
        List<Documents.Found> documents = Documents.below(places);
        PrintWriter out = spec.commandLine().getOut();
        if (documents.isEmpty()) {
            out.println("nothing to add: no files there");
            return ExitCode.OK.code();
        }
        List<String> failures = run(documents, out);
        failures.forEach(failure -> spec.commandLine().getErr().println(failure));
        return failures.isEmpty() ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private List<String> run(List<Documents.Found> documents, PrintWriter out) throws Exception {
        ProgressLine line = new ProgressLine(out, interactive);
        try {
            return new Adding(
                            connection.client(),
                            new Patience(),
                            (accepted, searchable, failed, total) ->
                                    line.show(describe(accepted, searchable, failed, total)))
                    .add(documents);
        } finally {
            line.end();
        }
    }

    static String describe(int accepted, int searchable, int failed, int total) {
        return ProgressLine.bar(searchable + failed, total) + " " + accepted + " of " + total + " accepted, "
                + searchable + " searchable" + (failed == 0 ? "" : ", " + failed + " failed");
    }
}
