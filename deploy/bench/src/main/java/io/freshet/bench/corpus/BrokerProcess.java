package io.freshet.bench.corpus;

import io.freshet.local.kafka.EmbeddedKafka;
import io.freshet.local.kafka.EmbeddedKafkaSettings;
import io.freshet.local.registry.LocalRegistry;
import io.freshet.local.registry.LocalRegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker and a schema registry in a process of their own, so that nothing of theirs counts as the service's. */
public final class BrokerProcess implements AutoCloseable {
    private static final String DIRECTORY = "FRESHET_BENCH_DIRECTORY";

    private final ChildJvm jvm;
    private final String bootstrapServers;
    private final String registry;

    private BrokerProcess(ChildJvm jvm, String bootstrapServers, String registry) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    /** Returns when clients can connect; data and log are in the directory. */
    public static BrokerProcess start(Path directory) throws IOException {
        ChildJvm jvm = ChildJvm.start(
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                BrokerProcess.class.getName(),
                Map.of(DIRECTORY, directory.toString()),
                directory.resolve("broker.log"));
        return new BrokerProcess(jvm, jvm.line(), jvm.line());
    }

    /** Runs in the child: prints the two addresses and waits to be ended. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(System.getenv(DIRECTORY));
        EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory.resolve("kafka"), 0), fatal -> {
            System.err.println(fatal);
            Runtime.getRuntime().halt(1);
        });
        LocalRegistry registry = LocalRegistry.start(new LocalRegistrySettings(directory.resolve("registry.jsonl"), 0));
        System.out.println(kafka.bootstrapServers());
        System.out.println(registry.url());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Address of the registry. */
    public String registry() {
        return registry;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
