package io.freshet.ingest.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A worker and everything it has started. Workers lead a group of their own where the system can do that; so their children
 * can be found even when the worker is gone before them.
 */
final class ProcessGroup {

    private static final List<Path> KILL = List.of(Path.of("/bin/kill"), Path.of("/usr/bin/kill"));
    private static final long SECONDS = 5;

    private ProcessGroup() {}

    static void kill(ProcessHandle leader) {
        List<ProcessHandle> children = leader.descendants().toList();
        killGroup(leader.pid());
        leader.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void killGroup(long group) {
        Stream<Path> programs = KILL.stream().filter(Files::isExecutable);
        Path program = programs.findFirst().orElse(null);
        if (program == null || !WorkerCommand.leadsAGroup()) {
            return;
        }
        ProcessBuilder kill = new ProcessBuilder(program.toString(), "-KILL", "--", "-" + group);
        kill.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            kill.start().waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // What can be done without it is done by the caller.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
