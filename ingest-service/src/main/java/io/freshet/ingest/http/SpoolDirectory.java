package io.freshet.ingest.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory for one body while it is received; gone with all that is in it when closed. */
record SpoolDirectory(Path path) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String PREFIX = "freshet-upload-";

    static SpoolDirectory below(Path spool) throws IOException {
        return new SpoolDirectory(Files.createTempDirectory(Files.createDirectories(spool), PREFIX));
    }

    /** Where bodies go: a directory of the service's own, freed of what a killed process left, or the system's. */
    static Path root(@Nullable Path own) throws IOException {
        if (own == null) {
            return Path.of(System.getProperty("java.io.tmpdir"));
        }
        try (Stream<Path> left = Files.list(Files.createDirectories(own))) {
            left.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .forEach(path -> new SpoolDirectory(path).close());
        }
        return own;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("directory", path)
                    .addKeyValue("reason", e.toString())
                    .log("not cleaned up");
        }
    }
}
