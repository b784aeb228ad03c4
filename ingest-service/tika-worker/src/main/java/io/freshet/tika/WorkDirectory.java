package io.freshet.tika;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** The worker's temporary directory. Parsers forget copies of their files there when they fail. */
record WorkDirectory(Path path) {

    /** Where the file to read is put. */
    static final String CONTENT = "content";

    /** What the parent has put there. */
    private static final Set<String> KEPT = Set.of("stderr", "pid");

    /** Removes what a file has left; what cannot be removed goes with the process. */
    void sweep() {
        String[] names = path.toFile().list(); // after every file, so the cheapest way
        try {
            for (String name : names == null ? new String[0] : names) {
                if (name.equals(CONTENT)) {
                    Files.delete(path.resolve(name));
                } else if (!KEPT.contains(name)) {
                    remove(path.resolve(name));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A thread of the parser may still be at work there.
        }
    }

    private static void remove(Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
