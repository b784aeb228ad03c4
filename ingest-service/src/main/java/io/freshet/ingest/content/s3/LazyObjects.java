package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.Spool;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Connects when it is first used; the SDK takes half a second and some megabytes. */
final class LazyObjects implements Objects {

    private final ContentSettings settings;
    private final Spool spool;
    private final ScheduledExecutorService watcher;
    private @Nullable Objects objects;

    LazyObjects(ContentSettings settings, Spool spool, ScheduledExecutorService watcher) {
        this.settings = settings;
        this.spool = spool;
        this.watcher = watcher;
    }

    private synchronized Objects objects() throws ContentUnavailableException {
        if (objects == null) {
            objects = connect();
        }
        return objects;
    }

    /** What the SDK does not like about its settings it says in exceptions of any kind. */
    private Objects connect() throws ContentUnavailableException {
        try {
            return new S3Objects(settings, spool, watcher);
        } catch (RuntimeException e) {
            throw new ContentUnavailableException("S3 cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public FileContent get(String bucket, String key)
            throws S3RefusalException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        return objects().get(bucket, key);
    }

    @Override
    public void put(String bucket, String key, Path file, String md5)
            throws ContentUnavailableException, InterruptedException {
        objects().put(bucket, key, file, md5);
    }

    @Override
    public void check(String bucket) throws Exception {
        objects().check(bucket);
    }

    @Override
    public synchronized void close() {
        if (objects != null) {
            objects.close();
        }
    }
}
