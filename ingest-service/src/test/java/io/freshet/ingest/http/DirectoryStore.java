package io.freshet.ingest.http;

import io.freshet.ingest.content.ContentStore;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps files in a directory, or is away. */
final class DirectoryStore implements ContentStore {

    final List<String> tenants = new CopyOnWriteArrayList<>();
    volatile Path directory = Path.of("unset");
    volatile boolean away;

    @Override
    public URI keep(String tenant, InputStream bytes, long limit)
            throws IOException, ContentTooLargeException, ContentUnavailableException {
        if (away) {
            throw new ContentUnavailableException("away");
        }
        Path file = Files.createTempFile(directory, "kept", "");
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(bytes, out, limit);
            whole = true;
        } finally {
            if (!whole) {
                Files.delete(file);
            }
        }
        tenants.add(tenant);
        return file.toUri();
    }

    private static void copy(InputStream bytes, OutputStream out, long limit)
            throws IOException, ContentTooLargeException {
        byte[] buffer = new byte[8192];
        long count = 0;
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            count += read;
            if (count > limit) {
                throw new ContentTooLargeException(limit);
            }
            out.write(buffer, 0, read);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
