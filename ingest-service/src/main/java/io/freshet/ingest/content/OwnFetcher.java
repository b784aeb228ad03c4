package io.freshet.ingest.content;

import io.freshet.ingest.reject.RejectionCode;
import java.net.URI;

/** Gets what Freshet keeps itself, for the tenant whose it is. */
public final class OwnFetcher implements ContentFetcher {

    private final ClaimCheckStore store;

    public OwnFetcher(ClaimCheckStore store) {
        this.store = store;
    }

    @Override
    public FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        ClaimCheck check = ClaimCheck.parse(reference)
                .orElseThrow(() -> new ContentRefusedException(
                        RejectionCode.BAD_EVENT, "contentUri is not a reference that was handed out."));
        if (!check.tenant().equals(tenant)) {
            throw new ContentRefusedException(
                    RejectionCode.CONTENT_FORBIDDEN, "contentUri refers to another tenant's file.");
        }
        return store.fetch(check);
    }
}
