package io.freshet.ingest.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The archive of classes that makes a worker start in less than half the time. It fits one JVM and one set of jars, which
 * is what its name says; the JVM checks again, and starts without it where it does not fit.
 */
final class ClassArchive {

    private final @Nullable Path file;

    private ClassArchive(@Nullable Path file) {
        this.file = file;
    }

    static ClassArchive in(@Nullable Path cache, WorkerHome home) throws IOException {
        return new ClassArchive(cache == null ? null : cache.toAbsolutePath().resolve(name(home)));
    }

    boolean isMissing() {
        return file != null && !Files.exists(file);
    }

    List<String> flagsToUse() {
        return file == null || !Files.exists(file) ? List.of() : List.of("-XX:SharedArchiveFile=" + file);
    }

    /** Flags for a training run; what it leaves is taken over by {@link #keep}. */
    List<String> flagsToMake() throws IOException {
        Path draft = draft();
        Files.createDirectories(draft.getParent());
        return List.of("-XX:ArchiveClassesAtExit=" + draft);
    }

    void keep() throws IOException {
        Files.move(draft(), draft().resolveSibling(required().getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    void discard() throws IOException {
        Files.deleteIfExists(draft());
    }

    private Path draft() {
        return required()
                .resolveSibling(
                        required().getFileName() + "." + ProcessHandle.current().pid());
    }

    private Path required() {
        if (file == null) {
            throw new IllegalStateException("no cache directory is set");
        }
        return file;
    }

    private static String name(WorkerHome home) throws IOException {
        StringBuilder key = new StringBuilder(Runtime.version().toString()).append(System.getProperty("java.home"));
        for (Path jar : home.jars()) {
            key.append('\n').append(jar).append(' ').append(Files.size(jar));
            key.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(key.toString().getBytes(StandardCharsets.UTF_8));
            return "worker-" + HexFormat.of().formatHex(hash, 0, 12) + ".jsa";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
