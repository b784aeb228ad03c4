package io.freshet.index.state;

import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a document stands after the events it accounts for, its text apart.
 *
 * @param version the highest version accepted
 * @param origin the newest event accounted for
 * @param deletedAt when it was deleted; null while it is there
 * @param contentHash of the file; null when there is none
 * @param failure why the newest version is not in service
 * @param failedVersion the version that failed
 */
public record Standing(
        @Nullable Long version,
        Origin origin,
        @Nullable Instant deletedAt,
        @Nullable String contentHash,
        Metadata metadata,
        @Nullable String mediaType,
        @Nullable Failure failure,
        @Nullable Long failedVersion) {

    /** Returns the standing of a document that was never accepted: nothing but where it was mentioned. */
    public static Standing unknown(Origin origin) {
        return new Standing(null, origin, null, null, Metadata.newBuilder().build(), null, null, null);
    }

    /** Whether the document is deleted. */
    public boolean deleted() {
        return deletedAt != null;
    }

    /** Returns the same standing, accounting for a newer event. */
    public Standing at(Origin newer) {
        return at(newer, failure, failedVersion);
    }

    /** Returns the same standing with the news that a newer event failed. */
    public Standing failed(Origin newer, Failure newFailure) {
        return at(newer, newFailure, newer.getVersion());
    }

    /** Returns the same standing, accounting for a newer event, with this failure shown for this version. */
    public Standing at(Origin newer, @Nullable Failure shown, @Nullable Long shownVersion) {
        return new Standing(version, newer, deletedAt, contentHash, metadata, mediaType, shown, shownVersion);
    }
}
