package io.freshet.testkit;

import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Builds a {@link DocumentEvent}: unless told otherwise of tenant "acme", without a version, happened at noon, with an
 * id made of the document's.
 */
public final class Events {
    private final DocumentEvent.Builder event;

    private Events(String documentId, Object change) {
        event = DocumentEvent.newBuilder()
                .setEventId("event-" + documentId)
                .setTenant("acme")
                .setDocumentId(documentId)
                .setOccurredAt(Heads.NOON)
                .setChange(change);
    }

    /** An upsert of a text file without metadata. */
    public static Events upsert(String documentId, String text) {
        return upsert(documentId, text, Metadata.newBuilder().build());
    }

    public static Events upsert(String documentId, String text, Metadata metadata) {
        Upsert upsert = Upsert.newBuilder()
                .setContent(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .setContentType("text/plain")
                .setMetadata(metadata)
                .build();
        return new Events(documentId, upsert);
    }

    public static Events upsert(String documentId, Upsert upsert) {
        return new Events(documentId, upsert);
    }

    public static Events patch(String documentId, MetadataPatch patch) {
        return new Events(documentId, patch);
    }

    public static Events delete(String documentId) {
        return new Events(documentId, Delete.newBuilder().build());
    }

    public Events eventId(String newEventId) {
        event.setEventId(newEventId);
        return this;
    }

    public Events tenant(String newTenant) {
        event.setTenant(newTenant);
        return this;
    }

    public Events version(long newVersion) {
        event.setVersion(newVersion);
        return this;
    }

    public Events occurredAt(Instant newOccurredAt) {
        event.setOccurredAt(newOccurredAt);
        return this;
    }

    public DocumentEvent build() {
        return event.build();
    }
}
