package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description = "Show what could not be processed and what can be done about it, or replay it.",
        subcommands = ReplayCommand.class)
final class DeadLettersCommand implements Callable<Integer> {
    private static final String ROW = "%-36s  %-20s  %-30s  %5s  %s%n";

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--code", paramLabel = "CODE", description = "Only letters of this code.")
    private @Nullable String code;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many letters at most, newest first (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    DeadLettersCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode answer = connection.client().deadLetters(code, limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            print(answer, out);
        }
        return ExitCode.OK.code();
    }

    private void print(JsonNode answer, PrintWriter out) {
        JsonNode letters = answer.path("deadLetters");
        if (letters.isEmpty()) {
            out.println("no dead letters");
            return;
        }
        out.printf(Locale.ROOT, ROW, "id", "code", "document", "age", "advice");
        for (JsonNode letter : letters) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    letter.path("id").asText(),
                    letter.path("code").asText(),
                    letter.path("documentId").asText(),
                    age(Instant.parse(letter.path("at").asText())),
                    letter.path("advice").asText());
        }
        if (answer.has("next")) {
            out.println("there are more; see --limit and --code");
        }
    }

    private String age(Instant at) {
        Duration age = Duration.between(at, clock.instant());
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }
}
