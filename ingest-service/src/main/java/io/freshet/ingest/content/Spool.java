package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of this process for copies of files while they are in use. It is locked as long as the process lives, so that
 * the next one can tell which directories were left behind, and wipe them. Copies together take a bounded room; who
 * finds none waits a while.
 */
public final class Spool implements AutoCloseable {

    private static final String NAME = "freshet-content-";
    private static final String LOCK = "lock";
    private static final int UNIT = 4096;
    private static final int STEP = (8 << 20) / UNIT;

    private final Path directory;
    private final FileChannel lock;
    private final Semaphore room;
    private final Duration patience;

    /**
     * Makes the directory, and wipes those that dead processes left.
     *
     * @param parent the system's temporary directory when null
     */
    public Spool(@Nullable Path parent, long room, Duration patience) throws IOException {
        Path place = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
        Files.createDirectories(place);
        wipeAbandoned(place);
        this.directory = Files.createTempDirectory(place.toAbsolutePath(), NAME);
        this.lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        this.room = new Semaphore(units(room), true);
        this.patience = patience;
    }

    public Path directory() {
        return directory;
    }

    /**
     * Copies all bytes of the stream; the copy is gone when the content is closed. Room for what was announced is taken at
     * once, room for what was not in steps: a transfer that finds no more fails, and leaves its own to others.
     *
     * @param announced how many bytes there should be; negative when nobody said
     * @throws IOException when the stream fails, or does not give what was announced
     */
    public SpooledFile receive(InputStream bytes, long announced, long limit)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        if (announced > limit) {
            throw new ContentTooLargeException(limit);
        }
        Share share = new Share(announced < 0 ? limit : announced);
        SpooledFile copy = null;
        try {
            share.need(Math.max(0, announced));
            copy = copy(bytes, announced, limit, share);
            return copy;
        } finally {
            if (copy == null) {
                share.shrink(0);
            }
        }
    }

    private SpooledFile copy(InputStream bytes, long announced, long limit, Share share)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        try (PartFile file = PartFile.in(directory)) {
            long length = file.fill(bytes, limit, share);
            if (announced >= 0 && length != announced) {
                throw new IOException("got " + length + " of " + announced + " bytes");
            }
            file.handOver();
            share.shrink(length);
            return new SpooledFile(file.path(), length, () -> share.shrink(0));
        }
    }

    /** What one copy has of the room. */
    private final class Share implements PartFile.Room {
        private final int most;
        private int taken;

        Share(long expected) {
            this.most = units(expected);
        }

        @Override
        public void need(long bytes) throws ContentUnavailableException, InterruptedException {
            int missing = units(bytes) - taken;
            if (missing <= 0) {
                return;
            }
            int more = Math.max(missing, Math.min(STEP, most - taken));
            // Close to the end there may be less than a step, and still enough.
            if (!room.tryAcquire(more, 0, TimeUnit.MILLISECONDS)) {
                more = missing;
                if (!room.tryAcquire(more, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ContentUnavailableException("no room is left for temporary files");
                }
            }
            taken += more;
        }

        void shrink(long bytes) {
            int left = Math.min(taken, units(bytes));
            room.release(taken - left);
            taken = left;
        }
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (bytes + UNIT - 1) / UNIT));
    }

    @Override
    public void close() {
        wipe(directory);
        try {
            lock.close();
        } catch (IOException e) {
            // The process's end unlocks it.
        }
    }

    private static void wipeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, NAME + "*")) {
            for (Path directory : directories) {
                if (isAbandoned(directory)) {
                    wipe(directory);
                }
            }
        }
    }

    private static boolean isAbandoned(Path directory) {
        try (FileChannel channel =
                        FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            // Not ours to open, not locked yet, or in use by this very process.
            return false;
        }
    }

    private static void wipe(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left to the next start, or to whoever cleans the temporary directory.
        }
    }
}
