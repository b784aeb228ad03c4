package io.freshet.ingest.content;

import io.freshet.ingest.reject.RejectionCode;
import java.io.InputStream;
import java.net.URI;

/** Stands where no store is configured. */
public final class NoStore implements ClaimCheckStore {

    private static final String ADVICE =
            "No store for large files is configured: set freshet.content.directory or freshet.content.s3.bucket.";

    @Override
    public boolean canKeep() {
        return false;
    }

    @Override
    public URI keep(String tenant, InputStream bytes, long limit) throws ContentUnavailableException {
        throw new ContentUnavailableException(ADVICE);
    }

    @Override
    public FileContent fetch(ClaimCheck check) throws ContentRefusedException {
        throw new ContentRefusedException(RejectionCode.CONTENT_NOT_FOUND, ADVICE);
    }

    @Override
    public void check() {
        // Nothing is needed, so nothing is missing.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
