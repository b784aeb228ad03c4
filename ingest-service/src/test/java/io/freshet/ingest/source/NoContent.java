package io.freshet.ingest.source;

import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.reject.RejectionCode;
import java.net.URI;

/** Refuses every reference. */
final class NoContent implements ContentFetcher {

    @Override
    public FileContent fetch(String tenant, URI reference) throws ContentRefusedException {
        throw new ContentRefusedException(RejectionCode.CONTENT_FORBIDDEN, "Nothing is allowed.");
    }
}
