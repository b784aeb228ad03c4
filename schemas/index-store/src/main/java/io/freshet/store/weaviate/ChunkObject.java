package io.freshet.store.weaviate;

import io.freshet.store.Chunk;
import io.freshet.store.Metadata;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A {@link Chunk} as an object. Its text is kept once, as the end of what keywords match.
 */
final class ChunkObject {
    private ChunkObject() {}

    static ObjectProperties of(Chunk chunk) {
        Metadata metadata = chunk.metadata();
        String context = chunk.textInContext();
        int textStart =
                context.codePointCount(0, context.length() - chunk.text().length());
        ObjectProperties properties = new ObjectProperties();
        properties
                .text(Fields.CONTEXT, context)
                .number(Fields.TEXT_START, textStart)
                .exact(Fields.DOCUMENT_ID, chunk.documentId())
                .text(Fields.ORDER, chunk.order())
                .text(
                        Fields.PARENT,
                        chunk.parent() == null ? null : chunk.parent().toString())
                .large(Fields.SINCE, chunk.since())
                .texts(Fields.HEADING_PATH, chunk.headingPath())
                .number(Fields.PAGE, chunk.page())
                .flag(Fields.EVERYBODY, metadata.readers().isEmpty());
        MetadataFields.put(metadata, properties);
        Instant modifiedAt = metadata.modifiedAt();
        if (modifiedAt != null) {
            properties.text(Fields.MODIFIED_AT, Dates.comparable(modifiedAt));
            properties.instant(Fields.MODIFIED_AT_TEXT, Dates.isComparable(modifiedAt) ? null : modifiedAt);
        }
        return properties;
    }

    static Chunk read(String id, Map<String, Object> values) {
        ObjectProperties properties = new ObjectProperties(values);
        String context = properties.requireText(Fields.CONTEXT);
        Object parent = values.get(Fields.PARENT);
        return new Chunk(
                UUID.fromString(id),
                properties.requireExact(Fields.DOCUMENT_ID),
                context.substring(context.offsetByCodePoints(0, properties.requireNumber(Fields.TEXT_START))),
                properties.texts(Fields.HEADING_PATH),
                properties.number(Fields.PAGE),
                properties.requireText(Fields.ORDER),
                parent == null ? null : UUID.fromString(parent.toString()),
                MetadataFields.read(properties),
                properties.requireLarge(Fields.SINCE));
    }
}
