package io.freshet.ingest.content;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A file while it is written. It is gone when it is closed, unless it was handed over before. */
final class PartFile implements AutoCloseable {

    private static final int BUFFER = 64 << 10;

    private final Path path;
    private final FileOutputStream out;
    private boolean handedOver;

    private PartFile(Path path, FileOutputStream out) {
        this.path = path;
        this.out = out;
    }

    // A FileOutputStream, because a channel would be closed by an interrupt in the middle of a write.
    static PartFile in(Path directory) throws ContentUnavailableException {
        Path path = directory.resolve(UUID.randomUUID().toString());
        try {
            return new PartFile(path, new FileOutputStream(path.toFile()));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    Path path() {
        return path;
    }

    /** Asked before bytes are written, for so many as there will be altogether. */
    interface Room {
        void need(long bytes) throws ContentUnavailableException, InterruptedException;
    }

    /**
     * Takes all bytes of the stream and returns how many they were.
     *
     * @throws IOException when the stream fails; it is a ContentUnavailableException when the file does
     */
    long fill(InputStream bytes, long limit)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        return fill(bytes, limit, needed -> {});
    }

    long fill(InputStream bytes, long limit, Room room)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            count += read;
            if (count > limit) {
                throw new ContentTooLargeException(limit);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            room.need(count);
            write(buffer, read);
        }
        return count;
    }

    private void write(byte[] buffer, int length) throws ContentUnavailableException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Returns when the bytes would survive a loss of power. */
    void sync() throws ContentUnavailableException {
        try {
            out.getFD().sync();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Leaves the file to the caller; it is complete from here on. */
    void handOver() throws ContentUnavailableException {
        try {
            out.close();
            handedOver = true;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() {
        if (handedOver) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            // It is thrown away.
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Left to whoever sweeps the directory.
        }
    }

    private static ContentUnavailableException unwritable(IOException e) {
        return new ContentUnavailableException("a file cannot be written: " + e.getMessage(), e);
    }
}
