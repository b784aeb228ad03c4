package io.freshet.bench.extraction;

import io.freshet.ingest.content.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file where it lies. */
record DiskFile(Path path, long length) implements FileContent {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() {
        // It stays.
    }
}
