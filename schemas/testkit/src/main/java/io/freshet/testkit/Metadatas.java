package io.freshet.testkit;

import io.freshet.store.Metadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds {@link Metadata}, empty unless told otherwise. */
public final class Metadatas {
    private @Nullable String title;
    private @Nullable String uri;
    private @Nullable String source;
    private @Nullable String language;
    private @Nullable String mediaType;
    private List<String> tags = List.of();
    private List<String> readers = List.of();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable Instant modifiedAt;

    private Metadatas() {}

    public static Metadatas metadata() {
        return new Metadatas();
    }

    public Metadatas title(String newTitle) {
        title = newTitle;
        return this;
    }

    public Metadatas uri(String newUri) {
        uri = newUri;
        return this;
    }

    public Metadatas source(String newSource) {
        source = newSource;
        return this;
    }

    public Metadatas language(String newLanguage) {
        language = newLanguage;
        return this;
    }

    public Metadatas mediaType(String newMediaType) {
        mediaType = newMediaType;
        return this;
    }

    public Metadatas tags(String... newTags) {
        tags = List.of(newTags);
        return this;
    }

    public Metadatas readers(String... newReaders) {
        readers = List.of(newReaders);
        return this;
    }

    public Metadatas attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public Metadatas modifiedAt(Instant newModifiedAt) {
        modifiedAt = newModifiedAt;
        return this;
    }

    public Metadata build() {
        return new Metadata(title, uri, source, language, mediaType, tags, readers, attributes, modifiedAt);
    }
}
