package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A copy in the spool. */
public final class SpooledFile implements FileContent {

    private final Path path;
    private final long length;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    SpooledFile(Path path, long length, Runnable giveBack) {
        this.path = path;
        this.length = length;
        this.giveBack = giveBack;
    }

    public Path path() {
        return path;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The spool is wiped when it closes.
        }
        giveBack.run();
    }
}
