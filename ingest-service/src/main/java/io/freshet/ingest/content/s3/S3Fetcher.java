package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.AllowList;
import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.S3Settings;
import io.freshet.ingest.reject.RejectionCode;
import java.net.URI;

/** Gets objects from allowed buckets, with the service's own credentials. */
final class S3Fetcher implements ContentFetcher {

    private final Objects objects;
    private final AllowList allowed;
    private final S3Settings settings;

    S3Fetcher(Objects objects, AllowList allowed, S3Settings settings) {
        this.objects = objects;
        this.allowed = allowed;
        this.settings = settings;
    }

    @Override
    public FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        String bucket = reference.getRawAuthority();
        String path = reference.getPath();
        if (bucket == null || path == null || path.length() < 2 || hasMore(reference)) {
            throw new ContentRefusedException(
                    RejectionCode.BAD_EVENT, "contentUri is not of the form s3://bucket/key.");
        }
        String key = path.substring(1);
        if (!allowed.allows(reference) || isOurs(bucket, key)) {
            throw new ContentRefusedException(
                    RejectionCode.CONTENT_FORBIDDEN, "Files at this address are not fetched.");
        }
        return get(bucket, key);
    }

    /** A question mark or a hash in a key has to be encoded; what follows it would be lost. */
    private static boolean hasMore(URI reference) {
        return reference.getRawQuery() != null || reference.getRawFragment() != null;
    }

    /** Kept files belong to tenants; nobody gets past that by naming the bucket. */
    private boolean isOurs(String bucket, String key) {
        return bucket.equals(settings.bucket()) && key.startsWith(settings.prefix());
    }

    private FileContent get(String bucket, String key)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        try {
            return objects.get(bucket, key);
        } catch (ContentTooLargeException e) {
            throw new ContentRefusedException(RejectionCode.TOO_LARGE, "The file has " + e.getMessage() + ".");
        } catch (S3RefusalException e) {
            RejectionCode code = e.isDenial() ? RejectionCode.CONTENT_FORBIDDEN : RejectionCode.CONTENT_NOT_FOUND;
            throw new ContentRefusedException(code, "S3 answered " + e.getMessage() + ".");
        }
    }
}
