package io.freshet.ingest.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a worker process. */
final class WorkerCommand {

    private static final String MAIN = "io.freshet.tika.WorkerMain";
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path NICE = Path.of("/usr/bin/nice");
    /** What a JVM on a machine with few settings needs of its parent's environment; nothing else is passed on. */
    private static final List<String> PASSED_ON =
            List.of("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX");

    private final WorkerHome home;
    private final ClassArchive archive;
    private final WorkerSettings settings;

    WorkerCommand(WorkerHome home, ClassArchive archive, WorkerSettings settings) {
        this.home = home;
        this.archive = archive;
        this.settings = settings;
    }

    /** Whether a worker is the first of a session and of a process group. */
    static boolean leadsAGroup() {
        return Files.isExecutable(SETSID);
    }

    ProcessBuilder worker(int port, String secret, Path directory, boolean withArchive) {
        // A session of its own: Ctrl-C at the terminal must not kill a worker before the service has ended in order.
        List<String> command = leadsAGroup() ? prefixed(SETSID.toString()) : prefixed();
        command.addAll(jvm(directory));
        command.addAll(withArchive ? archive.flagsToUse() : List.of());
        command.addAll(List.of("-cp", home.classPath(), MAIN, String.valueOf(port), directory.toString()));
        ProcessBuilder builder = builder(command, directory);
        builder.environment().put("FRESHET_WORKER_SECRET", secret);
        return builder;
    }

    /** A run that only leaves an archive of classes; at the lowest priority. */
    ProcessBuilder training(Path directory) throws IOException {
        List<String> command = Files.isExecutable(NICE) ? prefixed(NICE.toString(), "-n", "19") : prefixed();
        command.addAll(jvm(directory));
        command.addAll(archive.flagsToMake());
        command.addAll(List.of("-cp", home.classPath(), MAIN, "--train", directory.toString()));
        return builder(command, directory);
    }

    private List<String> jvm(Path directory) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heap().bytes(),
                "-Xss1m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-Djava.awt.headless=true",
                "-Dlog4j2.StatusLogger.level=OFF",
                "-Djava.io.tmpdir=" + directory);
    }

    private static ProcessBuilder builder(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(PASSED_ON);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put(
                "OMP_THREAD_LIMIT", "1"); // with more, Tesseract's threads take twenty times as long on a busy machine
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(directory.resolve("stderr").toFile());
        return builder;
    }

    private static List<String> prefixed(String... prefix) {
        return new ArrayList<>(List.of(prefix));
    }
}
