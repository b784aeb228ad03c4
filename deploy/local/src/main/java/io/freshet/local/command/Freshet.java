package io.freshet.local.command;

import io.freshet.local.client.Refused;
import io.freshet.service.ExitCode;
import io.freshet.service.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

/** The {@code freshet} command. */
@Command(
        name = "freshet",
        description = "Keeps a search index as fresh as the documents it came from.",
        mixinStandardHelpOptions = true,
        version = "freshet 0.1.0",
        subcommands = GenerateCompletion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Shell completion: source <(freshet generate-completion)",
            "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 wrong configuration, 4 failed to start"
        })
public final class Freshet implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Freshet() {}

    public static void main(String[] arguments) {
        boolean interactive = Boolean.getBoolean("freshet.interactive");
        System.exit(commandLine(System.getenv(), interactive).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment, boolean interactive) {
        CommandLine line = new CommandLine(new Freshet());
        line.addSubcommand(new UpCommand(environment, interactive));
        line.addSubcommand(new AddCommand(interactive));
        line.addSubcommand(new SearchCommand());
        line.addSubcommand(new StatusCommand());
        line.addSubcommand(new DeleteCommand());
        line.addSubcommand(new DeadLettersCommand(InstantSource.system()));
        line.addSubcommand(new RebuildCommand(interactive));
        line.addSubcommand(new MigrateCommand(interactive));
        line.addSubcommand(new GenerationsCommand());
        line.addSubcommand(new ResetCommand(System.in));
        line.addSubcommand(new AuditCommand(interactive));
        line.addSubcommand(new TopicsCommand());
        line.addSubcommand(new LintEventsCommand(Clock.systemUTC(), System.in));
        line.getSubcommands().values().forEach(Freshet::helpful);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new OneLine());
        line.setParameterExceptionHandler(Freshet::wrongUsage);
        return line;
    }

    private static void helpful(CommandLine subcommand) {
        subcommand.getCommandSpec().mixinStandardHelpOptions(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println(wrong.getMessage());
        line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_USAGE.code();
    }

    /** Tells what went wrong in one line; the trace is for the log. */
    private static final class OneLine implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failed, CommandLine line, CommandLine.ParseResult arguments) {
            PrintWriter err = line.getErr();
            if (failed instanceof ConfigException config) {
                config.problems().forEach(problem -> err.println("freshet: " + problem));
                return ExitCode.BAD_CONFIG.code();
            }
            err.println("freshet: " + message(failed));
            return ExitCode.FAILED.code();
        }

        private static String message(Exception failed) {
            if (failed instanceof Refused refused) {
                return refused.line();
            }
            if (failed instanceof NoSuchFileException missing) {
                return missing.getFile() + ": no such file or folder";
            }
            if (failed instanceof FileSystemException file) {
                return file.getFile() + ": " + (file.getReason() == null ? "cannot be read" : file.getReason());
            }
            String message = failed.getMessage();
            return message == null ? failed.getClass().getSimpleName() : message;
        }
    }
}
