package io.freshet.ingest.content;

import io.freshet.ingest.reject.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/**
 * Keeps files in a directory, which several processes may share: {@code tenant/day/name}. A file is complete before it has
 * its name, and on disk before its reference is handed out. Names come from claim checks alone, so they lead nowhere else.
 */
public final class DirectoryStore implements ClaimCheckStore {

    /** No tenant is called so. */
    static final String INCOMING = ".incoming";

    private final Path directory;
    private final Path incoming;
    private final Clock clock;

    public DirectoryStore(Path directory, Clock clock) throws IOException {
        this.directory = directory.toAbsolutePath();
        this.incoming = this.directory.resolve(INCOMING);
        this.clock = clock;
        Files.createDirectories(incoming);
    }

    @Override
    public URI keep(String tenant, InputStream bytes, long limit)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        ClaimCheck check = new ClaimCheck(tenant, LocalDate.now(clock), UUID.randomUUID());
        try (PartFile file = PartFile.in(incoming)) {
            file.fill(bytes, limit);
            file.sync();
            file.handOver();
            name(file.path(), path(check));
        }
        return check.uri();
    }

    private void name(Path file, Path target) throws ContentUnavailableException, InterruptedException {
        Path day = Objects.requireNonNull(target.getParent());
        try {
            boolean fresh = !Files.isDirectory(day);
            Files.createDirectories(day);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            sync(day);
            if (fresh) {
                sync(Objects.requireNonNull(day.getParent()));
                sync(directory);
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw new ContentUnavailableException("a file cannot be kept: " + e.getMessage(), e);
        } finally {
            deleteUnnamed(file);
        }
    }

    /** It has another name by now, if all went well. */
    private static void deleteUnnamed(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Left to the sweep.
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public FileContent fetch(ClaimCheck check) throws ContentRefusedException, ContentUnavailableException {
        Path path = path(check);
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (file.isRegularFile()) {
                return new StoredFile(path, file.size());
            }
        } catch (NoSuchFileException e) {
            requireDirectory();
        } catch (IOException e) {
            throw new ContentUnavailableException("a kept file cannot be read: " + e.getMessage(), e);
        }
        throw new ContentRefusedException(RejectionCode.CONTENT_NOT_FOUND, "The file is not kept here, or no longer.");
    }

    /** A directory that is not mounted looks empty; it must not turn every file into a lost one. */
    private void requireDirectory() throws ContentUnavailableException {
        if (!Files.isDirectory(incoming)) {
            throw new ContentUnavailableException("freshet.content.directory is not there: " + directory);
        }
    }

    @Override
    public void check() throws ContentUnavailableException {
        requireDirectory();
        if (!Files.isWritable(incoming)) {
            throw new ContentUnavailableException("freshet.content.directory cannot be written: " + directory);
        }
    }

    private Path path(ClaimCheck check) {
        return directory.resolve(check.path());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
