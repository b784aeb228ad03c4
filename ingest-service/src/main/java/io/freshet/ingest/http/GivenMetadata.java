package io.freshet.ingest.http;

import io.freshet.records.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata as it is sent in JSON. */
record GivenMetadata(
        @Nullable String title,
        @Nullable String uri,
        @Nullable String source,
        @Nullable String language,
        @Nullable List<String> tags,
        @Nullable List<String> readers,
        @Nullable Map<String, String> attributes,
        @Nullable Instant modifiedAt) {

    Metadata complete() {
        return Metadata.newBuilder()
                .setTitle(title)
                .setUri(uri)
                .setSource(source)
                .setLanguage(language)
                .setTags(tags == null ? List.of() : tags)
                .setReaders(readers == null ? List.of() : readers)
                .setAttributes(attributes == null ? Map.of() : attributes)
                .setModifiedAt(modifiedAt)
                .build();
    }
}
