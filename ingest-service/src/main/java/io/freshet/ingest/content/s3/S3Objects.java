package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.Spool;
import io.freshet.ingest.content.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects, by bucket and key. */
final class S3Objects implements Objects {

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);

    private final S3Client client;
    private final Spool spool;
    private final long limit;
    private final Duration timeLimit;
    private final ScheduledExecutorService watcher;

    S3Objects(ContentSettings settings, Spool spool, ScheduledExecutorService watcher) {
        this.client = S3Connection.open(settings);
        this.spool = spool;
        this.limit = settings.maxSize().bytes();
        this.timeLimit = settings.timeLimit();
        this.watcher = watcher;
    }

    @Override
    public FileContent get(String bucket, String key)
            throws S3RefusalException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        try (TimeLimit time = new TimeLimit(timeLimit, watcher)) {
            try (ResponseInputStream<GetObjectResponse> bytes =
                    client.getObject(request -> request.bucket(bucket).key(key))) {
                time.onEnd(bytes::abort);
                return receive(bytes);
            } catch (S3Exception e) {
                throw S3RefusalException.of(e);
            } catch (SdkException | IOException e) {
                throw time.explain(e);
            }
        }
    }

    private FileContent receive(ResponseInputStream<GetObjectResponse> bytes)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        Long length = bytes.response().contentLength();
        boolean complete = false;
        try {
            FileContent content = spool.receive(bytes, length == null ? -1 : length, limit);
            complete = true;
            return content;
        } finally {
            if (!complete) {
                // Closing would read the rest.
                bytes.abort();
            }
        }
    }

    @Override
    public void put(String bucket, String key, Path file, String md5)
            throws ContentUnavailableException, InterruptedException {
        try (TimeLimit time = new TimeLimit(timeLimit, watcher)) {
            try {
                client.putObject(
                        request -> request.bucket(bucket).key(key).contentMD5(md5), RequestBody.fromFile(file));
            } catch (SdkException e) {
                throw time.explain(e);
            }
        }
    }

    @Override
    public void check(String bucket) {
        client.headBucket(
                request -> request.bucket(bucket).overrideConfiguration(call -> call.apiCallTimeout(CHECK_LIMIT)));
    }

    @Override
    public void close() {
        client.close();
    }
}
