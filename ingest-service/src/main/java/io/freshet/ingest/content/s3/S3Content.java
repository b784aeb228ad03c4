package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.AllowList;
import io.freshet.ingest.content.ClaimCheckStore;
import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.Spool;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/** What S3 is used for, over one connection: a store of our own files, and files that senders refer to. */
public final class S3Content implements AutoCloseable {

    private final ContentSettings settings;
    private final Spool spool;
    private final Objects objects;

    public S3Content(ContentSettings settings, Spool spool, ScheduledExecutorService watcher) {
        this.settings = settings;
        this.spool = spool;
        this.objects = new LazyObjects(settings, spool, watcher);
    }

    public ClaimCheckStore store(String bucket, Clock clock) {
        return new S3Store(objects, bucket, settings.s3().prefix(), spool, clock);
    }

    public ContentFetcher fetcher(AllowList allowed) {
        return new S3Fetcher(objects, allowed, settings.s3());
    }

    @Override
    public void close() {
        objects.close();
    }
}
