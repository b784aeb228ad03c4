package io.freshet.index.topology;

import io.freshet.index.state.DocumentState;
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

    static Verdict judge(@Nullable DocumentState state, ExtractedDocument event) {
        if (state == null) {
            return Verdict.ACCEPTED;
        }
        if (isRedelivered(state.origin(), event.getOrigin()) && !heals(state, event)) {
            return Verdict.REDELIVERED;
        }
        Long version = event.getOrigin().getVersion();
        boolean olderThanFailure = event.getOutcome() instanceof Failed && isOlder(version, state.failedVersion());
        return isOlder(version, state.version()) || olderThanFailure ? Verdict.SUPERSEDED : Verdict.ACCEPTED;
    }

    // The partition of a document never changes, so offsets order its events.
    private static boolean isRedelivered(Origin known, Origin origin) {
        return known.getPartition() == origin.getPartition() && origin.getOffset() <= known.getOffset();
    }

    /** Whether this is a good outcome of the very event that the document's failure is about: a replay of it. */
    private static boolean heals(DocumentState state, ExtractedDocument event) {
        Failure failure = state.failure();
        Origin origin = event.getOrigin();
        return failure != null
                && !(event.getOutcome() instanceof Failed)
                && state.origin().getOffset() == origin.getOffset()
                // The failure may be older than the newest event, whose redelivery is not to count.
                && failure.getSince().equals(origin.getOccurredAt())
                && Objects.equals(state.failedVersion(), origin.getVersion())
                && !failure.getCode().equals(Diff.UNKNOWN_DOCUMENT);
    }

    static boolean isOlder(@Nullable Long version, @Nullable Long than) {
        return version != null && than != null && version < than;
    }
}
