package io.freshet.index.topology;

import io.freshet.index.state.Standing;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Failure;
import io.freshet.records.Origin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides whether an event is news. */
final class Gate {
    /** What an event is to a document. */
    enum Verdict {
        ACCEPTED,
        /** Older than what was accepted: only the origin advances. */
        SUPERSEDED,
        /** Accounted for already, and not as a failure that this outcome heals: nothing happens. */
        REDELIVERED
    }

    private Gate() {}

    static Verdict judge(@Nullable Standing known, ExtractedDocument event) {
        if (known == null) {
            return Verdict.ACCEPTED;
        }
        if (isRedelivered(known.origin(), event.getOrigin()) && !heals(known, event)) {
            return Verdict.REDELIVERED;
        }
        Long version = event.getOrigin().getVersion();
        boolean olderThanFailure = event.getOutcome() instanceof Failed && isOlder(version, known.failedVersion());
        return isOlder(version, known.version()) || olderThanFailure ? Verdict.SUPERSEDED : Verdict.ACCEPTED;
    }

    // The partition of a document never changes, so offsets order its events.
    private static boolean isRedelivered(Origin newest, Origin origin) {
        return newest.getPartition() == origin.getPartition() && origin.getOffset() <= newest.getOffset();
    }

    /** Whether this is a good outcome of the very event that the document's failure is about: a replay of it. */
    private static boolean heals(Standing known, ExtractedDocument event) {
        Failure failure = known.failure();
        Origin origin = event.getOrigin();
        return failure != null
                && !(event.getOutcome() instanceof Failed)
                && known.origin().getOffset() == origin.getOffset()
                // The failure may be older than the newest event, whose redelivery is not to count.
                && failure.getSince().equals(origin.getOccurredAt())
                && Objects.equals(known.failedVersion(), origin.getVersion())
                && !failure.getCode().equals(Fold.UNKNOWN_DOCUMENT);
    }

    static boolean isOlder(@Nullable Long version, @Nullable Long than) {
        return version != null && than != null && version < than;
    }
}
