package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.ClaimCheck;
import io.freshet.ingest.content.ClaimCheckStore;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.Spool;
import io.freshet.ingest.content.SpooledFile;
import io.freshet.ingest.reject.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;

/**
 * Keeps files in a bucket. A file is received completely before its upload begins: it then has a length and a checksum, goes
 * in one request that can be repeated, and no part of it stays behind when the sender gives up.
 */
final class S3Store implements ClaimCheckStore {

    private final Objects objects;
    private final String bucket;
    private final String prefix;
    private final Spool spool;
    private final Clock clock;

    S3Store(Objects objects, String bucket, String prefix, Spool spool, Clock clock) {
        this.objects = objects;
        this.bucket = bucket;
        this.prefix = prefix;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public URI keep(String tenant, InputStream bytes, long limit)
            throws IOException, ContentTooLargeException, ContentUnavailableException, InterruptedException {
        ClaimCheck check = new ClaimCheck(tenant, LocalDate.now(clock), UUID.randomUUID());
        MessageDigest md5 = md5();
        // Whatever the sender announced: a slow one must not hold room for what it has not sent.
        try (SpooledFile file = spool.receive(new DigestInputStream(bytes, md5), -1, limit)) {
            objects.put(bucket, key(check), file.path(), Base64.getEncoder().encodeToString(md5.digest()));
        }
        return check.uri();
    }

    @Override
    public FileContent fetch(ClaimCheck check)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        try {
            return objects.get(bucket, key(check));
        } catch (ContentTooLargeException e) {
            throw new ContentRefusedException(RejectionCode.TOO_LARGE, "The file has " + e.getMessage() + ".");
        } catch (S3RefusalException e) {
            if (e.isMissingObject()) {
                throw new ContentRefusedException(
                        RejectionCode.CONTENT_NOT_FOUND, "The file is not kept here, or no longer.");
            }
            // It is our bucket: whatever else is wrong with it is not the event's fault.
            throw new ContentUnavailableException("S3 answered " + e.getMessage(), e);
        }
    }

    @Override
    public void check() throws Exception {
        objects.check(bucket);
    }

    private String key(ClaimCheck check) {
        return prefix + check.path();
    }

    /** A checksum for the transfer, which every such service knows; it protects nothing from malice. */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    @Override
    public void close() {
        // The connection belongs to whoever made the store.
    }
}
