package io.freshet.store.weaviate;

import io.freshet.store.Metadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Metadata} as properties. */
final class MetadataFields {
    private MetadataFields() {}

    static void put(Metadata metadata, ObjectProperties properties) {
        properties
                .text(Fields.TITLE, metadata.title())
                .text(Fields.URI, metadata.uri())
                .exact(Fields.SOURCE, metadata.source())
                .exact(Fields.LANGUAGE, metadata.language())
                .exact(Fields.MEDIA_TYPE, metadata.mediaType())
                .exact(Fields.TAGS, metadata.tags())
                .exact(Fields.READERS, metadata.readers())
                .texts(
                        Fields.ATTRIBUTES,
                        metadata.attributes().entrySet().stream()
                                .map(attribute -> Exact.storedPair(attribute.getKey(), attribute.getValue()))
                                .sorted()
                                .toList());
    }

    static Metadata read(ObjectProperties properties) {
        return new Metadata(
                properties.text(Fields.TITLE),
                properties.text(Fields.URI),
                properties.exact(Fields.SOURCE),
                properties.exact(Fields.LANGUAGE),
                properties.exact(Fields.MEDIA_TYPE),
                properties.exacts(Fields.TAGS),
                properties.exacts(Fields.READERS),
                attributes(properties.texts(Fields.ATTRIBUTES)),
                properties.instant(Fields.MODIFIED_AT_TEXT, Fields.MODIFIED_AT));
    }

    private static Map<String, String> attributes(List<String> pairs) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : pairs) {
            Map.Entry<String, String> attribute = Exact.pair(pair);
            attributes.put(attribute.getKey(), attribute.getValue());
        }
        return attributes;
    }
}
