package io.freshet.ingest.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A temporary directory that one process may fill; a killed parser leaves whole copies of its files there. */
record PrivateDirectory(Path path) {

    static PrivateDirectory under(@Nullable Path parent) throws IOException {
        if (parent == null) {
            return new PrivateDirectory(Files.createTempDirectory("freshet-worker"));
        }
        Files.createDirectories(parent);
        return new PrivateDirectory(Files.createTempDirectory(parent.toAbsolutePath(), "worker"));
    }

    /** The last words of the process, for the operator. */
    String complaint() {
        try {
            String text = Files.readString(path.resolve("stderr"));
            return text.substring(Math.max(0, text.length() - 500)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    void wipe() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left to whoever cleans the system's temporary directory.
        }
    }
}
