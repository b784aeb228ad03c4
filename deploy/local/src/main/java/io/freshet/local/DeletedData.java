package io.freshet.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parts of a data directory that are deleted: first renamed, in one step each, so that nothing half deleted is ever taken
 * for data; then removed, at leisure. What a removal that was cut off leaves is removed by the next.
 */
public final class DeletedData {
    private static final String SUFFIX = ".deleted";
    // What the stream and the index remember refers to Kafka, and Kafka to all others; so none outlives what it refers
    // to.
    private static final List<String> FIRST = List.of("streams", "index", "kafka");

    private DeletedData() {}

    /** What is renamed and not removed yet. */
    public static List<Path> leftovers(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(data)) {
            return children.filter(DeletedData::isDeleted).sorted().toList();
        }
    }

    /** Whether this is a leftover. */
    public static boolean isDeleted(Path path) {
        return name(path).endsWith(SUFFIX);
    }

    /** Removes the leftovers. */
    public static void remove(Path data) throws IOException {
        for (Path leftover : leftovers(data)) {
            try (Stream<Path> below = Files.walk(leftover)) {
                for (Path one : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    /** Deletes parts of a data directory; cut off anywhere, it leaves what can be started with. */
    public static void delete(Path data, List<Path> parts) throws IOException {
        remove(data);
        for (Path part : inOrder(parts)) {
            Files.move(part, part.resolveSibling(name(part) + SUFFIX));
        }
        remove(data);
    }

    static List<Path> inOrder(List<Path> parts) {
        return parts.stream()
                .sorted(Comparator.comparing(DeletedData::rank).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int rank(Path part) {
        int rank = FIRST.indexOf(name(part));
        return rank < 0 ? FIRST.size() : rank;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
