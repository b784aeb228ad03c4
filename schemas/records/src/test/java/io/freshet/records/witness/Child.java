package io.freshet.records.witness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, killed at the latest when closed. */
final class Child implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;

    private final Process process;

    private final CompletableFuture<List<String>> output = new CompletableFuture<>();

    private Child(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "witness-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Child java(Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        return new Child(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start());
    }

    // A program whose output nobody reads stops when the pipe is full.
    private void read() {
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
            output.complete(lines);
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }

    /** Runs the program to its end and returns what it printed; it must end well. */
    List<String> output() throws Exception {
        List<String> lines = output.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join("\n", lines));
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
