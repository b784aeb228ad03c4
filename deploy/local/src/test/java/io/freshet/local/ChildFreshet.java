package io.freshet.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code freshet up} in a process of its own, so that it can be killed. */
final class ChildFreshet implements AutoCloseable {
    private static final Pattern INGEST = Pattern.compile("ingest API +http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern QUERY = Pattern.compile("query API +http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final int ingestPort;
    private final int queryPort;

    private ChildFreshet(Process process, int ingestPort, int queryPort) {
        this.process = process;
        this.ingestPort = ingestPort;
        this.queryPort = queryPort;
    }

    static ChildFreshet up(Path home, Path data) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.freshet.local.command.Freshet",
                "up",
                "--data",
                data.toString()));
        for (String port : List.of("--ingest-port", "--query-port", "--kafka-port", "--registry-port")) {
            command.add(port);
            command.add("0");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FRESHET_HOME", home.toString());
        return ready(builder.start());
    }

    private static ChildFreshet ready(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("Ctrl-C ends it")) {
                return new ChildFreshet(process, port(INGEST, said), port(QUERY, said));
            }
        }
        throw new IOException("freshet up ended before it was ready: " + said);
    }

    private static int port(Pattern pattern, CharSequence said) throws IOException {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new IOException("no port in: " + said);
        }
        return Integer.parseInt(found.group(1));
    }

    int ingestPort() {
        return ingestPort;
    }

    int queryPort() {
        return queryPort;
    }

    /** As a power cut would, for the process. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C would; answers with the exit code. */
    int end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
