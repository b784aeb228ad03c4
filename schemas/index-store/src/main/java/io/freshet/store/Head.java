package io.freshet.store;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The standing of a document. Writing it is the instant at which its sequence becomes visible.
 *
 * @param sequence counts the accepted changes of the document
 * @param origin the newest event accounted for, also when that event was superseded or failed
 * @param removed chunks that this sequence retired: invisible, though still stored for a moment
 * @param deleted the document is gone; the head stays as the memory of that
 * @param failure set while the newest version failed and an older one, or none, is in service
 * @param indexedAt when the writer handed the head to the store
 */
public record Head(
        String documentId,
        long sequence,
        @Nullable Long version,
        Origin origin,
        Metadata metadata,
        int chunkCount,
        Set<UUID> removed,
        boolean deleted,
        @Nullable Failure failure,
        Instant indexedAt) {

    /** Where a change entered: partition and offset of {@code freshet.documents}. */
    public record Origin(int partition, long offset, String eventId, Instant occurredAt, Instant publishedAt) {}

    public record Failure(String code, String message, Instant since) {}

    public Head {
        removed = Set.copyOf(removed);
    }

    /** Whether a stored chunk of this document may be shown. */
    public boolean shows(Chunk chunk) {
        return !deleted && chunk.since() <= sequence && !removed.contains(chunk.id());
    }
}
