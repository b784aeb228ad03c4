package io.freshet.store.weaviate;

import io.freshet.store.Head;
import io.freshet.store.Head.Failure;
import io.freshet.store.Head.Origin;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A {@link Head} as an object: nothing of it is indexed, for heads are got by id. */
final class HeadObject {
    private HeadObject() {}

    static ObjectProperties of(Head head) {
        Origin origin = head.origin();
        ObjectProperties properties = new ObjectProperties();
        properties
                .exact(Fields.DOCUMENT_ID, head.documentId())
                .large(Fields.SEQUENCE, head.sequence())
                .large(Fields.VERSION, head.version())
                .number(Fields.ORIGIN_PARTITION, origin.partition())
                .large(Fields.ORIGIN_OFFSET, origin.offset())
                .text(Fields.ORIGIN_EVENT, origin.eventId())
                .instant(Fields.ORIGIN_OCCURRED_AT, origin.occurredAt())
                .instant(Fields.ORIGIN_PUBLISHED_AT, origin.publishedAt())
                .number(Fields.CHUNK_COUNT, head.chunkCount())
                .texts(
                        Fields.REMOVED,
                        head.removed().stream().map(UUID::toString).sorted().toList())
                .flag(Fields.DELETED, head.deleted())
                .instant(Fields.INDEXED_AT, head.indexedAt())
                .instant(Fields.MODIFIED_AT_TEXT, head.metadata().modifiedAt());
        Failure failure = head.failure();
        if (failure != null) {
            properties
                    .text(Fields.FAILURE_CODE, failure.code())
                    .text(Fields.FAILURE_MESSAGE, failure.message())
                    .instant(Fields.FAILURE_SINCE, failure.since());
        }
        MetadataFields.put(head.metadata(), properties);
        return properties;
    }

    static Head read(Map<String, Object> values) {
        ObjectProperties properties = new ObjectProperties(values);
        return new Head(
                properties.requireExact(Fields.DOCUMENT_ID),
                properties.requireLarge(Fields.SEQUENCE),
                properties.large(Fields.VERSION),
                new Origin(
                        properties.requireNumber(Fields.ORIGIN_PARTITION),
                        properties.requireLarge(Fields.ORIGIN_OFFSET),
                        properties.requireText(Fields.ORIGIN_EVENT),
                        properties.requireInstant(Fields.ORIGIN_OCCURRED_AT),
                        properties.requireInstant(Fields.ORIGIN_PUBLISHED_AT)),
                MetadataFields.read(properties),
                properties.requireNumber(Fields.CHUNK_COUNT),
                properties.texts(Fields.REMOVED).stream().map(UUID::fromString).collect(Collectors.toSet()),
                properties.flag(Fields.DELETED),
                properties.text(Fields.FAILURE_CODE) == null
                        ? null
                        : new Failure(
                                properties.requireText(Fields.FAILURE_CODE),
                                properties.requireText(Fields.FAILURE_MESSAGE),
                                properties.requireInstant(Fields.FAILURE_SINCE)),
                properties.requireInstant(Fields.INDEXED_AT));
    }
}
