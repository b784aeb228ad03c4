package io.freshet.ingest.content;

import io.freshet.ingest.reject.RejectionCode;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Hands a reference to the fetcher that speaks its scheme. */
public final class FetcherByScheme implements ContentFetcher {

    private final Map<String, ContentFetcher> fetchers;

    public FetcherByScheme(Map<String, ContentFetcher> fetchers) {
        this.fetchers = Map.copyOf(fetchers);
    }

    @Override
    public FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        if (reference.getScheme() == null) {
            throw new ContentRefusedException(RejectionCode.BAD_EVENT, "contentUri has no scheme.");
        }
        ContentFetcher fetcher = fetchers.get(reference.getScheme().toLowerCase(Locale.ROOT));
        if (fetcher == null) {
            throw new ContentRefusedException(
                    RejectionCode.CONTENT_FORBIDDEN, "Addresses of this scheme are not fetched.");
        }
        return fetcher.fetch(tenant, reference);
    }
}
