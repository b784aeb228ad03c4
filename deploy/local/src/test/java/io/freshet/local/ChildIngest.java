package io.freshet.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ingest service alone in a process of its own, so that it and its workers can be killed. */
final class ChildIngest implements AutoCloseable {
    private final Process process;

    private ChildIngest(Process process) {
        this.process = process;
    }

    static ChildIngest start(Path log, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.freshet.ingest.Main"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildIngest(builder.start());
    }

    /** As a power cut would; its workers notice. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills one of its workers, when there is one; the service goes on. */
    void killAWorker() {
        Optional<ProcessHandle> worker = process.descendants().findAny();
        worker.ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
