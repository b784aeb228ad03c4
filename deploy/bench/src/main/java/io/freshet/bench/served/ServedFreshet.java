package io.freshet.bench.served;

import io.freshet.bench.corpus.ChildJvm;
import io.freshet.bench.extraction.ProcessorTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code freshet up} in a process of its own, with the flags of its script; one that hangs is killed when closed. */
public final class ServedFreshet implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xmx384m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.nio.maxCachedBufferSize=262144",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private static final Pattern INGEST = Pattern.compile("ingest API +(http://\\S+)");
    private static final Pattern QUERY = Pattern.compile("query API +(http://\\S+)");
    private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+)");
    private static final Pattern REGISTRY = Pattern.compile("registry: (http://\\S+)");
    private static final String LAST_LINE = "Ctrl-C ends it";

    private final ChildJvm jvm;
    private final String said;

    private ServedFreshet(ChildJvm jvm, String said) {
        this.jvm = jvm;
        this.said = said;
    }

    /**
     * Returns when documents can be sent and searched.
     *
     * @param directory for data and logs; what is there from an earlier run is gone on with
     * @param workers class path of the extraction workers
     * @param flags after those of the script
     */
    public static ServedFreshet start(Path directory, Path workers, List<String> flags) throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.deleteIfExists(home.resolve("worker"));
        Files.createSymbolicLink(
                home.resolve("worker"), workers.toAbsolutePath().normalize());
        List<String> all = new ArrayList<>(FLAGS);
        all.addAll(flags);
        ChildJvm jvm = ChildJvm.start(
                all,
                System.getProperty("java.class.path"),
                "io.freshet.local.command.Freshet",
                List.of(
                        "up",
                        "--data",
                        directory.resolve("data").toString(),
                        "--ingest-port",
                        "0",
                        "--query-port",
                        "0",
                        "--kafka-port",
                        "0",
                        "--registry-port",
                        "0"),
                Map.of("FRESHET_HOME", home.toString(), "MALLOC_ARENA_MAX", "2"),
                directory.resolve("freshet.log"));
        return new ServedFreshet(jvm, untilReady(jvm));
    }

    private static String untilReady(ChildJvm jvm) throws IOException {
        StringBuilder said = new StringBuilder();
        while (said.indexOf(LAST_LINE) < 0) {
            said.append(jvm.line()).append('\n');
        }
        return said.toString();
    }

    public URI ingest() {
        return URI.create(find(INGEST));
    }

    public URI query() {
        return URI.create(find(QUERY));
    }

    public String kafka() {
        return find(KAFKA);
    }

    public String registry() {
        return find(REGISTRY);
    }

    private String find(Pattern pattern) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + said);
        }
        return matcher.group(1);
    }

    /** Processor time of the service's process so far. */
    public Duration serviceTime() {
        return ProcessorTime.of(ProcessHandle.of(jvm.pid()).stream());
    }

    /** Processor time of the service and its extraction workers so far; a worker that has ended is not counted. */
    public Duration wholeTime() {
        return ProcessorTime.of(ProcessHandle.of(jvm.pid()).stream()
                .flatMap(self -> Stream.concat(Stream.of(self), self.descendants())));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
