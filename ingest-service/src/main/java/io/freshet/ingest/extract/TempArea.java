package io.freshet.ingest.extract;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary directory of a pool; its workers have their own ones in it. A lock that ends with this process, however it
 * ends, tells later services and those in other containers whether the directory is still in use.
 */
final class TempArea implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TempArea.class);
    private static final String PREFIX = "freshet-workers";
    private static final String LOCK = ".lock";

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;

    private TempArea(Path directory, Path lockFile, FileChannel lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes one, and removes those whose process is gone. */
    static TempArea in(@Nullable Path configured) throws IOException {
        Path parent = configured == null ? Path.of(System.getProperty("java.io.tmpdir")) : configured;
        Files.createDirectories(parent);
        sweep(parent);
        Path lockFile = Files.createTempFile(parent.toAbsolutePath(), PREFIX, LOCK);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw new IOException("another process holds " + lockFile);
        }
        return new TempArea(Files.createDirectory(directoryOf(lockFile)), lockFile, channel);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        new PrivateDirectory(directory).wipe();
        try {
            Files.deleteIfExists(lockFile);
            lock.close();
        } catch (IOException e) {
            // The next service that starts here removes it.
        }
    }

    private static Path directoryOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private static void sweep(Path parent) throws IOException {
        for (Path lockFile : lockFiles(parent)) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    remove(directoryOf(lockFile));
                    Files.deleteIfExists(lockFile);
                    log.atInfo()
                            .addKeyValue("directory", directoryOf(lockFile))
                            .log("leftovers of a killed service removed");
                }
            } catch (OverlappingFileLockException | IOException e) {
                // In use by another pool of this process, or by another user.
            }
        }
    }

    private static List<Path> lockFiles(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> {
                        String name = entry.getFileName().toString();
                        return name.startsWith(PREFIX) && name.endsWith(LOCK);
                    })
                    .toList();
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> workers = Files.list(directory)) {
            workers.filter(Files::isDirectory).map(PrivateDirectory::new).forEach(PrivateDirectory::evict);
        }
        new PrivateDirectory(directory).wipe();
    }
}
