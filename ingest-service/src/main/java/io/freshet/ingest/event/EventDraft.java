package io.freshet.ingest.event;

import io.freshet.records.DocumentEvent;
import io.freshet.records.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as its sender wrote it: what the receiver adds is not there yet.
 *
 * @param tenant as the sender gave it
 * @param change an Upsert, a MetadataPatch or a Delete
 * @param trace as the event itself says
 */
public record EventDraft(
        @Nullable String tenant,
        String documentId,
        @Nullable Long version,
        @Nullable String eventId,
        @Nullable Instant occurredAt,
        Object change,
        TraceContext trace) {

    /** The event, with what the receiver knows where the sender said nothing. */
    public DocumentEvent complete(String callersTenant, String newId, Instant now) {
        return new DocumentEvent(
                eventId == null ? newId : eventId,
                callersTenant,
                documentId,
                version,
                occurredAt == null ? now : occurredAt,
                change);
    }
}
