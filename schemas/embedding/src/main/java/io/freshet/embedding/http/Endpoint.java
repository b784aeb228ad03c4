package io.freshet.embedding.http;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is and how long it may take.
 *
 * @param provider its name in messages
 * @param base address that paths are appended to
 * @param apiKey sent as bearer token
 * @param requestTimeout for one request, its whole answer included
 * @param maxAnswer most bytes of an answer that are read
 */
public record Endpoint(
        String provider,
        URI base,
        @Nullable String apiKey,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxAnswer) {

    /** The address of a path below the base; what the base asks after its own path stays at the end. */
    URI at(String path) {
        String given = base.getRawPath() == null ? "" : base.getRawPath();
        String trimmed = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return base.resolve((trimmed.endsWith(path) ? trimmed : trimmed + path) + query);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return provider + " at " + base.getHost();
    }
}
