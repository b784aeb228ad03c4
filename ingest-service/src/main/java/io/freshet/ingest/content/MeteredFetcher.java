package io.freshet.ingest.content;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Counts fetches by scheme and outcome, and the bytes that came of them. */
public final class MeteredFetcher implements ContentFetcher {

    private static final Set<String> SCHEMES = Set.of(ClaimCheck.SCHEME, "file", "s3", "http", "https");

    private final ContentFetcher fetcher;
    private final MeterRegistry registry;

    public MeteredFetcher(ContentFetcher fetcher, MeterRegistry registry) {
        this.fetcher = fetcher;
        this.registry = registry;
    }

    @Override
    public FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        String scheme = scheme(reference);
        try {
            FileContent content = fetcher.fetch(tenant, reference);
            count(scheme, "fetched");
            registry.counter("freshet.content.fetched.bytes", "scheme", scheme).increment((double) content.length());
            return content;
        } catch (ContentRefusedException e) {
            count(scheme, e.code().name());
            throw e;
        } catch (ContentUnavailableException e) {
            count(scheme, "unavailable");
            throw e;
        }
    }

    private void count(String scheme, String outcome) {
        registry.counter("freshet.content.fetches", "scheme", scheme, "outcome", outcome)
                .increment();
    }

    private static String scheme(URI reference) {
        String scheme = String.valueOf(reference.getScheme()).toLowerCase(Locale.ROOT);
        return SCHEMES.contains(scheme) ? scheme : "other";
    }
}
