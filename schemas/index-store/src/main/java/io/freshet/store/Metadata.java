package io.freshet.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What callers can filter by.
 *
 * @param readers principals that may read; empty means everybody in the tenant
 */
public record Metadata(
        @Nullable String title,
        @Nullable String uri,
        @Nullable String source,
        @Nullable String language,
        @Nullable String mediaType,
        List<String> tags,
        List<String> readers,
        Map<String, String> attributes,
        @Nullable Instant modifiedAt) {

    public static final Metadata EMPTY =
            new Metadata(null, null, null, null, null, List.of(), List.of(), Map.of(), null);

    public Metadata {
        tags = List.copyOf(tags);
        readers = List.copyOf(readers);
        attributes = Map.copyOf(attributes);
    }
}
