package io.freshet.bench.corpus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ingest service alone in a JVM, with little heap and a log of its garbage collections. */
final class IngestProcess implements AutoCloseable {
    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\((\\d+)M\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildJvm jvm;
    private final URI url;
    private final Path collections;

    private IngestProcess(ChildJvm jvm, URI url, Path collections) {
        this.jvm = jvm;
        this.url = url;
        this.collections = collections;
    }

    /**
     * The heap's state over a run, in megabytes.
     *
     * @param peak most before a collection
     * @param kept most that was left after a collection
     * @param keptByFull most that was left after a full collection, the closest to what is needed; 0 without one
     */
    record Heap(int collections, int peak, int kept, int keptByFull) {}

    static IngestProcess start(Path directory, BrokerProcess broker, String heap, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        Path collections = directory.resolve("gc.log");
        Map<String, String> environment = new HashMap<>(Map.of(
                "FRESHET_HTTP_PORT", String.valueOf(port),
                "FRESHET_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "FRESHET_KAFKA_PARTITIONS", String.valueOf(Outcomes.PARTITIONS),
                "FRESHET_KAFKA_REPLICATION_FACTOR", "1",
                "FRESHET_REGISTRY_URLS", broker.registry(),
                "FRESHET_WORKERS_TEMP",
                        Files.createDirectories(directory.resolve("temp")).toString()));
        settings.forEach((key, value) -> environment.put(variable(key), value));
        ChildJvm jvm = ChildJvm.start(
                List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-Xlog:gc:file=" + collections + "::filecount=0"),
                "io.freshet.ingest.Main",
                environment,
                directory.resolve("ingest.log"));
        IngestProcess process = new IngestProcess(jvm, URI.create("http://127.0.0.1:" + port), collections);
        process.awaitReady();
        return process;
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(url.resolve("/readyz")).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && jvm.isAlive()) {
            try {
                if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            Thread.sleep(100);
        }
        close();
        throw new IOException("the ingest service does not become ready; see its log");
    }

    URI url() {
        return url;
    }

    long pid() {
        return jvm.pid();
    }

    boolean isAlive() {
        return jvm.isAlive();
    }

    Heap heap() throws IOException {
        int count = 0;
        int peak = 0;
        int kept = 0;
        int keptByFull = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher found = COLLECTION.matcher(line);
            if (found.find()) {
                count++;
                peak = Math.max(peak, Integer.parseInt(found.group(1)));
                int after = Integer.parseInt(found.group(2));
                kept = Math.max(kept, after);
                keptByFull = line.contains("Pause Full") ? Math.max(keptByFull, after) : keptByFull;
            }
        }
        return new Heap(count, peak, kept, keptByFull);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
