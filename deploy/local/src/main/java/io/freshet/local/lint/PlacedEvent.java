package io.freshet.local.lint;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event of a file, as far as it says itself. */
record PlacedEvent(
        Place place,
        @Nullable String tenant,
        String documentId,
        @Nullable Long version,
        @Nullable String eventId,
        @Nullable Instant occurredAt,
        Object change) {

    /** The document, and its tenant if the event says. */
    String document() {
        return (tenant == null ? "" : tenant) + "/" + documentId;
    }

    /** Whether the other says the same about the same document. */
    boolean repeats(PlacedEvent other) {
        return document().equals(other.document())
                && Objects.equals(version, other.version)
                && change.equals(other.change);
    }
}
