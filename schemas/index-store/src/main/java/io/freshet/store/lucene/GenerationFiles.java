package io.freshet.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is remembered beside a generation's tenants. */
final class GenerationFiles {
    static final String AS_OF = "as-of";
    private static final String POSITIONS = "positions";

    private final Path directory;
    private final SmallFile asOf;
    private final SmallFile positions;

    GenerationFiles(Path directory) {
        this.directory = directory;
        this.asOf = new SmallFile(directory.resolve(AS_OF));
        this.positions = new SmallFile(directory.resolve(POSITIONS));
    }

    /** Empty, too, when the file does not hold a time: it is written each second, so it is soon right again. */
    Optional<Instant> asOf() throws IOException {
        try {
            return asOf.read().map(content -> Instant.parse(content.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void writeAsOf(Instant newAsOf) throws IOException {
        create();
        asOf.replace(newAsOf + "\n");
    }

    /** Nothing, too, when the file is damaged: then all is read again, which changes nothing but takes its time. */
    Map<Integer, Long> positions() throws IOException {
        Map<Integer, Long> found = new TreeMap<>();
        try {
            for (String line : positions.read().orElse("").lines().toList()) {
                int equals = line.indexOf('=');
                found.put(Integer.valueOf(line.substring(0, equals)), Long.valueOf(line.substring(equals + 1)));
            }
            return found;
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return Map.of();
        }
    }

    /** An older content after a crash of the machine is as good, so nobody waits for the directory. */
    void writePositions(Map<Integer, Long> all) throws IOException {
        create();
        StringBuilder content = new StringBuilder();
        new TreeMap<>(all)
                .forEach((partition, offset) ->
                        content.append(partition).append('=').append(offset).append('\n'));
        positions.replaceWhole(content.toString());
    }

    private void create() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + " is gone");
        }
    }
}
