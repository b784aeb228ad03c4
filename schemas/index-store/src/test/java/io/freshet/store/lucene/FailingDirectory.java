package io.freshet.store.lucene;

import java.io.IOException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A disk that fills up and has space again when a test says so. */
final class FailingDirectory extends FilterDirectory {
    private final Disk disk;

    FailingDirectory(Directory directory, Disk disk) {
        super(directory);
        this.disk = disk;
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        if (disk.full) {
            throw new IOException("No space left on device");
        }
        return super.createOutput(name, context);
    }

    static final class Disk {
        volatile boolean full;
    }
}
