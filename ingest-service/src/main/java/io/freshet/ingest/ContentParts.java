package io.freshet.ingest;

import io.freshet.ingest.content.AllowList;
import io.freshet.ingest.content.ClaimCheck;
import io.freshet.ingest.content.ClaimCheckStore;
import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentStore;
import io.freshet.ingest.content.DailySweep;
import io.freshet.ingest.content.DirectoryStore;
import io.freshet.ingest.content.FetcherByScheme;
import io.freshet.ingest.content.FileFetcher;
import io.freshet.ingest.content.MeteredFetcher;
import io.freshet.ingest.content.NoStore;
import io.freshet.ingest.content.OwnFetcher;
import io.freshet.ingest.content.Spool;
import io.freshet.ingest.content.s3.S3Content;
import io.freshet.ingest.content.web.WebFetcher;
import io.freshet.service.Closing;
import io.freshet.service.health.Check;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** The store of large files, and the ways to fetch files from elsewhere, as configured. */
final class ContentParts {

    /** How long a file waits for room while others are being read. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClaimCheckStore store;
    private final ContentFetcher fetcher;

    /** @param closing takes what has to be closed */
    ContentParts(ContentSettings settings, MeterRegistry meters, Clock clock, Closing closing) throws IOException {
        AllowList allowed = AllowList.of(settings.allow());
        ScheduledExecutorService watcher = watcher(closing);
        Spool spool = closing.add(new Spool(settings.temp(), settings.maxTemp().bytes(), PATIENCE));
        S3Content s3 = closing.add(new S3Content(settings, spool, watcher));
        store = closing.add(store(settings, s3, clock, closing));
        List<Path> ours = Stream.concat(Stream.ofNullable(settings.directory()), Stream.of(spool.directory()))
                .toList();
        ContentFetcher web = closing.add(new WebFetcher(settings, allowed, spool, watcher));
        fetcher = new MeteredFetcher(
                new FetcherByScheme(Map.of(
                        ClaimCheck.SCHEME,
                        new OwnFetcher(store),
                        "file",
                        new FileFetcher(allowed, ours, spool, settings.maxSize().bytes()),
                        "s3",
                        s3.fetcher(allowed),
                        "http",
                        web,
                        "https",
                        web)),
                meters);
    }

    private static ClaimCheckStore store(ContentSettings settings, S3Content s3, Clock clock, Closing closing)
            throws IOException {
        Path directory = settings.directory();
        if (directory != null) {
            DirectoryStore kept = new DirectoryStore(directory, clock);
            closing.add(new DailySweep(directory, settings.keepFor(), clock));
            return kept;
        }
        String bucket = settings.s3().bucket();
        return bucket == null ? new NoStore() : s3.store(bucket, clock);
    }

    private static ScheduledExecutorService watcher(Closing closing) {
        ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "content-watch");
            daemon.setDaemon(true);
            return daemon;
        });
        closing.add(watcher::shutdownNow);
        return watcher;
    }

    ContentStore store() {
        return store;
    }

    ContentFetcher fetcher() {
        return fetcher;
    }

    /** What has to work for the service to be ready. */
    List<Check> checks() {
        return store.canKeep() ? List.of(new Check("content", store::check)) : List.of();
    }
}
