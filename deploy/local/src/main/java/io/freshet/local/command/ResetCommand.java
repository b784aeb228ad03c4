package io.freshet.local.command;

import io.freshet.local.DeletedData;
import io.freshet.local.kafka.DirectoryUse;
import io.freshet.service.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        description = "Delete local data of a Freshet that does not run.",
        footer = {
            "",
            "index: written again from the changes in Kafka at the next start; nothing is parsed or embedded.",
            "state: what the stream remembers, restored from Kafka at the next start.",
            "everything: Kafka, registry, index, state and files; nothing is left."
        })
final class ResetCommand implements Callable<Integer> {

    /** What is deleted. */
    enum What {
        index,
        state,
        everything;

        /** Empty for all of them. */
        private List<String> folders() {
            return switch (this) {
                case index -> List.of("index");
                case state -> List.of("streams");
                case everything -> List.of();
            };
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
    private What what = What.index;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: ~/.freshet).")
    private @Nullable Path data;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    private final InputStream in;

    ResetCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = LocalData.of(data);
        PrintWriter out = spec.commandLine().getOut();
        if (isRunning(directory)) {
            return ExitCode.FAILED.code();
        }
        List<Path> doomed = doomed(directory);
        if (doomed.isEmpty()) {
            out.println("nothing to delete in " + directory);
            return ExitCode.OK.code();
        }
        out.println("This deletes:");
        doomed.forEach(path -> out.println("  " + path));
        if (!yes && !confirmed(out)) {
            out.println("nothing was deleted");
            return ExitCode.FAILED.code();
        }
        // It may have been started while we waited for the answer.
        if (isRunning(directory)) {
            return ExitCode.FAILED.code();
        }
        DeletedData.delete(
                directory,
                doomed.stream().filter(path -> !DeletedData.isDeleted(path)).toList());
        out.println("deleted");
        return ExitCode.OK.code();
    }

    private boolean isRunning(Path directory) throws IOException {
        boolean running = DirectoryUse.inUse(directory.resolve("kafka"));
        if (running) {
            spec.commandLine()
                    .getErr()
                    .println("freshet: `freshet up` is running over " + directory + "; end it first");
        }
        return running;
    }

    private List<Path> doomed(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(directory)) {
            children.filter(child -> what == What.everything
                            || what.folders().contains(String.valueOf(child.getFileName()))
                            || DeletedData.isDeleted(child))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    private boolean confirmed(PrintWriter out) throws IOException {
        out.print("Delete it? Type yes: ");
        out.flush();
        String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return "yes".equals(answer == null ? null : answer.strip());
    }
}
