package io.freshet.local.command;

import io.freshet.local.lint.EventLint;
import io.freshet.local.lint.Finding;
import io.freshet.service.ExitCode;
import io.freshet.service.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lint-events",
        description = "Check events against the contract, before anybody sends them.",
        footer = {
            "",
            "Reads JSON (one event or an array), a JSON event on each line (.ndjson, .jsonl), CloudEvents in JSON, Avro",
            "object container files of DocumentEvent, and one record in Confluent's wire format.",
            "Errors would be refused by the service; warnings point at what is hardly meant."
        })
final class LintEventsCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files, in the order they would be sent; - reads standard input.")
    private List<String> files = List.of();

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose events they are; another's are errors.")
    private @Nullable String tenant;

    @Option(names = "--strict", description = "Fail for warnings too.")
    private boolean strict;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    private final Clock clock;
    private final InputStream input;

    LintEventsCommand(Clock clock, InputStream input) {
        this.clock = clock;
        this.input = input;
    }

    @Override
    public Integer call() throws IOException {
        EventLint lint = new EventLint(tenant, clock.instant());
        for (String file : files) {
            if (file.equals(STANDARD_INPUT)) {
                lint.check("stdin", input.readAllBytes());
            } else {
                lint.check(file, Files.readAllBytes(Path.of(file)));
            }
        }
        EventLint.Report report = lint.report();
        print(report, spec.commandLine().getOut());
        boolean failed = report.errors() > 0 || (strict && report.warnings() > 0);
        return failed ? ExitCode.FAILED.code() : ExitCode.OK.code();
    }

    private void print(EventLint.Report report, PrintWriter out) throws IOException {
        if (json) {
            out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
            return;
        }
        report.findings().stream().map(Finding::text).forEach(out::println);
        out.println(summary(report));
    }

    private static String summary(EventLint.Report report) {
        return count(report.events(), "event") + " in " + count(report.files(), "file") + ", of "
                + count(report.documents(), "document") + ": " + count(report.upserts(), "upsert") + ", "
                + (report.patches() == 1 ? "1 patch" : report.patches() + " patches") + ", "
                + count(report.deletes(), "delete") + "; "
                + (report.findings().isEmpty()
                        ? "nothing wrong"
                        : count(report.errors(), "error") + ", " + count(report.warnings(), "warning"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
