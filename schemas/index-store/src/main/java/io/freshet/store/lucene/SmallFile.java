package io.freshet.store.lucene;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;

/** A file that is replaced whole, so that a reader sees the old content or the new. */
final class SmallFile {
    private final Path path;

    SmallFile(Path path) {
        this.path = path;
    }

    Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Replaces it; after a crash of the machine the old content may be back, or a damaged one. */
    void replace(String content) throws IOException {
        Files.move(written(content), path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Replaces it with what is on disk already; after a crash of the machine it has the old content or the new. */
    void replaceWhole(String content) throws IOException {
        Path temporary = written(content);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Replaces it, and returns once that survives a crash of the machine. */
    void replaceForGood(String content) throws IOException {
        replaceWhole(content);
        IOUtils.fsync(directory(), true);
    }

    private Path written(String content) throws IOException {
        Path temporary = directory().resolve(path.getFileName() + ".new");
        Files.writeString(temporary, content);
        return temporary;
    }

    private Path directory() {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
