package io.freshet.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a broker runs over a directory, of this process or another. */
public final class DirectoryUse {
    private DirectoryUse() {}

    public static boolean inUse(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryLock free = DirectoryLock.take(directory)) {
            return free == null;
        } catch (EmbeddedKafkaException taken) {
            return true;
        }
    }
}
