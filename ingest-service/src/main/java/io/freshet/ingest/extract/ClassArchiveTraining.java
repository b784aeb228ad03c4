package io.freshet.ingest.extract;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the archive of classes, once, in a process of low priority that gives way to any file. */
final class ClassArchiveTraining {

    private static final Logger log = LoggerFactory.getLogger(ClassArchiveTraining.class);
    private static final int ATTEMPTS = 3;

    private final WorkerCommand command;
    private final ClassArchive archive;
    private final Path temp;
    private @Nullable Process process;
    private int attempts;

    ClassArchiveTraining(WorkerCommand command, ClassArchive archive, Path temp) {
        this.command = command;
        this.archive = archive;
        this.temp = temp;
    }

    synchronized void begin() {
        if (process != null || attempts >= ATTEMPTS || !archive.isMissing()) {
            return;
        }
        attempts++;
        try {
            PrivateDirectory directory = PrivateDirectory.under(temp);
            Process started = command.training(directory.path()).start();
            process = started;
            var unused = started.onExit().thenAccept(ended -> finish(ended, directory));
        } catch (IOException e) {
            log.atInfo().addKeyValue("reason", e.getMessage()).log("no class archive: workers start more slowly");
        }
    }

    synchronized void abandon() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private synchronized void finish(Process ended, PrivateDirectory directory) {
        process = null;
        directory.wipe();
        try {
            if (ended.exitValue() == 0) {
                archive.keep();
                log.atInfo().log("class archive made: workers start faster from now on");
            } else {
                archive.discard();
            }
        } catch (IOException e) {
            log.atInfo().addKeyValue("reason", e.getMessage()).log("no class archive: workers start more slowly");
        }
    }
}
