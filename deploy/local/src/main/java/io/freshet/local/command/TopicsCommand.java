package io.freshet.local.command;

import io.freshet.records.Topic;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "topics", description = "Print the topics of the pipeline, or create those that are missing.")
final class TopicsCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %10s %-8s %-10s %-18s %s%n";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--create",
            paramLabel = "HOST:PORT",
            description = "Create what is missing on the Kafka at this address.")
    private @Nullable String bootstrap;

    @Option(
            names = "--prefix",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "In front of every name (default: ${DEFAULT-VALUE}).")
    private String prefix = Topics.DEFAULT_PREFIX;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + Topics.DEFAULT_PARTITIONS,
            description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Replicas of each topic; -1 leaves it to the broker (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Override
    public Integer call() throws Exception {
        Topics topics = new Topics(prefix, partitions);
        print(topics, spec.commandLine().getOut());
        if (bootstrap != null) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
                new TopicCreator(admin, replicas, Duration.ofSeconds(30)).ensure(topics.all());
            }
            spec.commandLine().getOut().println("all of them are there");
        }
        return ExitCode.OK.code();
    }

    private static void print(Topics topics, PrintWriter out) {
        out.printf(Locale.ROOT, ROW, "topic", "partitions", "clean-up", "retention", "value", "owner");
        for (Topic<?> topic : topics.all()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    topic.name(),
                    topic.partitions(),
                    topic.cleanUp().toString().toLowerCase(Locale.ROOT),
                    topic.retention().toDays() + " d",
                    topic.valueType().getSimpleName(),
                    topic.owner());
        }
    }
}
