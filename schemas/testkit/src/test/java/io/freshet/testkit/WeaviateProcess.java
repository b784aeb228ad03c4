package io.freshet.testkit;

import static org.awaitility.Awaitility.await;

import io.freshet.store.weaviate.WeaviateSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server of the test's own, from the program that {@code -Dfreshet.weaviate.binary} names, to be killed and started again. */
final class WeaviateProcess implements AutoCloseable {
    private final Path directory;
    private final int http = freePort();
    private final int grpc = freePort();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Process process;

    WeaviateProcess(Path directory) throws IOException {
        this.directory = directory;
        environment.put("PERSISTENCE_DATA_PATH", directory.resolve("data").toString());
        environment.put("AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", "true");
        environment.put("CLUSTER_HOSTNAME", "node1");
        environment.put("CLUSTER_IN_LOCALHOST", "true");
        environment.put("CLUSTER_ADVERTISE_ADDR", "127.0.0.1");
        int gossip = freePairOfPorts();
        environment.put("CLUSTER_GOSSIP_BIND_PORT", String.valueOf(gossip));
        environment.put("CLUSTER_DATA_BIND_PORT", String.valueOf(gossip + 1));
        int raft = freePairOfPorts();
        environment.put("RAFT_PORT", String.valueOf(raft));
        environment.put("RAFT_INTERNAL_RPC_PORT", String.valueOf(raft + 1));
        environment.put("RAFT_BOOTSTRAP_EXPECT", "1");
        environment.put("GRPC_PORT", String.valueOf(grpc));
        environment.put("DEFAULT_VECTORIZER_MODULE", "none");
        environment.put("ENABLE_MODULES", "");
        environment.put("AUTOSCHEMA_ENABLED", "false");
        environment.put("DISABLE_TELEMETRY", "true");
        environment.put("GO_PROFILING_DISABLE", "true");
        environment.put("LOG_LEVEL", "warning");
    }

    WeaviateProcess with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    WeaviateProcess without(String name) {
        environment.remove(name);
        return this;
    }

    WeaviateSettings settings() {
        return settings(grpc);
    }

    /** By another way to the gRPC side. */
    WeaviateSettings settings(int grpcPort) {
        return WeaviateSettings.of(URI.create("http://127.0.0.1:" + http), "127.0.0.1:" + grpcPort);
    }

    int grpcPort() {
        return grpc;
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Objects.requireNonNull(System.getProperty("freshet.weaviate.binary"), "freshet.weaviate.binary"),
                "--scheme",
                "http",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(http));
        builder.environment().putAll(environment);
        builder.directory(directory.toFile());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()));
        Process started = builder.start();
        process = started;
        await().atMost(Duration.ofSeconds(60)).until(() -> !started.isAlive() || isReady());
        if (!started.isAlive()) {
            throw new IOException("the server ended: " + Files.readString(directory.resolve("server.log")));
        }
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(settings().url().resolve("/v1/.well-known/ready"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(ready, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Without any warning. */
    void kill() throws InterruptedException {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        running.waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The server wants the second to follow the first. */
    private static int freePairOfPorts() throws IOException {
        while (true) {
            int first = freePort();
            try (ServerSocket second = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() - 1;
            } catch (BindException e) {
                // Another pair, then.
            }
        }
    }
}
