package io.freshet.bench.restore;

import io.freshet.bench.Directories;
import io.freshet.bench.corpus.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stream in a process of its own, with a directory for its state that outlives it. */
final class StreamProcess implements AutoCloseable {
    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xss512k");
    private static final String WRITTEN = "write_bytes:";

    private final String name;
    private final Path state;
    private final ChildJvm jvm;
    private final long started = System.nanoTime();
    private StreamTold told = new StreamTold(StreamChild.NOT_THERE, StreamChild.NOT_THERE, 0, 0);

    private StreamProcess(String name, Path state, ChildJvm jvm) {
        this.name = name;
        this.state = state;
        this.jvm = jvm;
    }

    /** Returns at once. */
    static StreamProcess start(String name, Path state, Map<String, String> settings, Path log) throws IOException {
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.add("freshet.stream.state-directory=" + state);
        return new StreamProcess(
                name,
                state,
                ChildJvm.start(
                        FLAGS,
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        StreamChild.class.getName(),
                        arguments,
                        Map.of("MALLOC_ARENA_MAX", "2"),
                        log));
    }

    String name() {
        return name;
    }

    Path state() {
        return state;
    }

    long started() {
        return started;
    }

    /** Asks it; the answer comes once it has started. */
    StreamTold ask() throws IOException {
        jvm.say(StreamChild.TELL);
        told = StreamTold.of(jvm.line());
        return told;
    }

    /** What it said when it was asked last. */
    StreamTold told() {
        return told;
    }

    /** As a power cut would, for the process. */
    void kill() throws InterruptedException {
        jvm.kill();
    }

    /** As an operator would. */
    void end() throws IOException {
        jvm.say(StreamChild.END);
        try {
            jvm.line();
        } catch (IOException ended) {
            // What was waited for: it says nothing more.
        }
        jvm.close();
    }

    /** What its state takes on disk, in bytes. */
    long stateBytes() throws IOException {
        return Directories.bytes(state);
    }

    /** What it has written to disk since it started, as Linux counts it. */
    long writtenBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(jvm.pid()), "io")).stream()
                .filter(line -> line.startsWith(WRITTEN))
                .mapToLong(
                        line -> Long.parseLong(line.substring(WRITTEN.length()).strip()))
                .sum();
    }

    @Override
    public void close() {
        jvm.destroy();
    }
}
