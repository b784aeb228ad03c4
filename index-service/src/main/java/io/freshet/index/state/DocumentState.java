package io.freshet.index.state;

import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a document.
 *
 * @param sequence counts the accepted changes
 * @param version the highest version accepted
 * @param origin the newest event accounted for
 * @param deletedAt when it was deleted; null while it is there
 * @param modelId the model that made the vectors of all its chunks
 * @param chunks the chunks in service, in reading order
 * @param removed the chunks that this sequence retired
 * @param failure why the newest version is not in service
 * @param failedVersion the version that failed
 */
public record DocumentState(
        long sequence,
        @Nullable Long version,
        Origin origin,
        @Nullable Instant deletedAt,
        @Nullable String contentHash,
        Metadata metadata,
        @Nullable String mediaType,
        String modelId,
        List<ChunkEntry> chunks,
        List<UUID> removed,
        @Nullable Failure failure,
        @Nullable Long failedVersion) {

    /** Copies the lists. */
    public DocumentState {
        chunks = List.copyOf(chunks);
        removed = List.copyOf(removed);
    }

    /** Returns what is known of a document that was never accepted: nothing but where it was mentioned. */
    public static DocumentState unknown(Origin origin, String modelId) {
        Metadata none = Metadata.newBuilder().build();
        return new DocumentState(0, null, origin, null, null, none, null, modelId, List.of(), List.of(), null, null);
    }

    /** Whether the document is deleted. */
    public boolean deleted() {
        return deletedAt != null;
    }

    /** Returns the same standing, accounting for a newer event. */
    public DocumentState at(Origin newer) {
        return at(newer, failure, failedVersion);
    }

    /** Returns the same standing with the news that a newer event failed. */
    public DocumentState failed(Origin newer, Failure newFailure) {
        return at(newer, newFailure, newer.getVersion());
    }

    /** Returns the same standing, accounting for a newer event, with this failure shown for this version. */
    public DocumentState at(Origin newer, @Nullable Failure shown, @Nullable Long shownVersion) {
        return new DocumentState(
                sequence,
                version,
                newer,
                deletedAt,
                contentHash,
                metadata,
                mediaType,
                modelId,
                chunks,
                removed,
                shown,
                shownVersion);
    }
}
