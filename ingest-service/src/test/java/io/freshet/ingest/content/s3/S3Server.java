package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentSettingsOf;
import io.freshet.service.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server of somebody else's that speaks S3 and checks signatures, in a JVM of its own; or, when
 * {@code -Dfreshet.s3=http://key:secret@host:port} names one, a server that is there already.
 */
final class S3Server implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

    private final @Nullable Process process;
    private final String endpoint;
    private final String key;
    private final String secret;

    private S3Server(@Nullable Process process, String endpoint, String key, String secret) {
        this.process = process;
        this.endpoint = endpoint;
        this.key = key;
        this.secret = secret;
    }

    static S3Server start(Path directory) throws Exception {
        String given = System.getProperty("freshet.s3");
        if (given != null) {
            URI uri = URI.create(given);
            String[] user = Objects.requireNonNull(uri.getUserInfo()).split(":", 2);
            return new S3Server(null, "http://" + uri.getHost() + ":" + uri.getPort(), user[0], user[1]);
        }
        Files.createDirectories(directory.resolve("objects"));
        Files.writeString(directory.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v4
                s3proxy.identity=the-key
                s3proxy.credential=the-secret
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(directory.resolve("objects")));
        Files.writeString(directory.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="out"/></root>
                </configuration>
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        classPath(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        "s3proxy.conf")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        return new S3Server(process, "http://127.0.0.1:" + port(process), "the-key", "the-secret");
    }

    private static String classPath() throws IOException {
        String file = Objects.requireNonNull(System.getProperty("witness.s3proxy.classpath"), "run by mvn verify");
        return Files.readString(Path.of(file)).strip();
    }

    /** The port is in what it says when it has started; what it says later is for the test's log. */
    private static String port(Process process) throws Exception {
        CompletableFuture<String> port = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, port), "s3proxy-output");
        reader.setDaemon(true);
        reader.start();
        return port.get(30, TimeUnit.SECONDS);
    }

    private static void read(Process process, CompletableFuture<String> port) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(started.group(1));
                } else if (port.isDone()) {
                    System.out.println(line);
                } else {
                    said.append(line).append('\n');
                }
            }
            port.completeExceptionally(new IllegalStateException("it ended:\n" + said));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    ContentSettings settings(Map<String, String> more) throws ConfigException {
        Map<String, String> keys = new HashMap<>(Map.of(
                "s3.endpoint",
                endpoint,
                "s3.access-key",
                key,
                "s3.secret-key",
                secret,
                "connect-limit",
                "5s",
                "read-limit",
                "10s",
                "time-limit",
                "60s"));
        keys.putAll(more);
        return ContentSettingsOf.keys(keys);
    }

    /** Stops it for good; a server that was there already stays. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
