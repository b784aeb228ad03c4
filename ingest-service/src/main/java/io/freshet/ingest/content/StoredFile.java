package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is read where it is kept. */
record StoredFile(Path path, long length) implements FileContent {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() {
        // It stays: the event may be read again.
    }
}
