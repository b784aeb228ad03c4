package io.freshet.index.topology;

import io.freshet.index.state.Standing;
import io.freshet.index.state.Wanted;
import io.freshet.index.state.Wanted.TextFrom;
import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Folds an event into what a document is to become. */
final class Fold {
    static final String UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT";
    static final String REFUSED = "EMBEDDING_REFUSED";
    static final String REFUSED_MESSAGE = "the embedder refuses a text of the document";

    private Fold() {}

    /**
     * What is wanted after an event.
     *
     * @param at the time of the event, for what remembers its time
     */
    static Wanted event(Wanted known, ExtractedDocument event, Gate.Verdict verdict, Instant at) {
        Origin origin = event.getOrigin();
        return switch (verdict) {
            case REDELIVERED -> known;
            case SUPERSEDED -> known.at(origin);
            case ACCEPTED -> accepted(known, event, at);
        };
    }

    private static Wanted accepted(Wanted known, ExtractedDocument event, Instant at) {
        Origin origin = event.getOrigin();
        Object outcome = event.getOutcome();
        if (outcome instanceof Text text) {
            return new Wanted(text(known.standing(), origin, text), TextFrom.ARRIVED);
        }
        if (outcome instanceof MetadataPatch patch) {
            return patch(known, origin, patch);
        }
        if (outcome instanceof Deleted) {
            return new Wanted(deleted(known.standing(), origin, at), TextFrom.IN_SERVICE);
        }
        if (outcome instanceof Failed failed) {
            Failure failure = failure(origin, failed.getCode(), failed.getMessage());
            return new Wanted(known.standing().failed(origin, failure), known.text());
        }
        throw new IllegalArgumentException(
                "unknown outcome " + outcome.getClass().getName());
    }

    /**
     * What is wanted if the embedder refuses the event's text: what was before, with the failure, unless a newer version
     * failed already.
     */
    static Wanted refused(Wanted known, Origin origin) {
        Standing before = known.standing();
        return Gate.isOlder(origin.getVersion(), before.failedVersion())
                ? known.at(origin)
                : new Wanted(before.failed(origin, failure(origin, REFUSED, REFUSED_MESSAGE)), known.text());
    }

    static Failure failure(Origin origin, String code, String message) {
        return new Failure(code, message, origin.getOccurredAt());
    }

    private static Standing text(Standing before, Origin origin, Text text) {
        Remaining left = Remaining.after(before, origin);
        return new Standing(
                version(before, origin),
                origin,
                null,
                text.getContentHash(),
                text.getMetadata(),
                text.getMediaType(),
                left.failure(),
                left.version());
    }

    /** A patch of a document that is not there: nothing to change, but whoever waits for it must see an answer. */
    private static Wanted patch(Wanted known, Origin origin, MetadataPatch patch) {
        Standing before = known.standing();
        if (before.deleted()) {
            return known.at(origin);
        }
        if (before.contentHash() == null) {
            Failure failure = before.failure() != null
                    ? before.failure()
                    : failure(origin, UNKNOWN_DOCUMENT, "metadata was changed of a document that is not there");
            // Not the version: the upsert it belongs to may still come.
            return new Wanted(before.at(origin, failure, before.failedVersion()), known.text());
        }
        Remaining left = Remaining.after(before, origin);
        Standing after = new Standing(
                version(before, origin),
                origin,
                null,
                before.contentHash(),
                Patch.apply(before.metadata(), patch),
                before.mediaType(),
                left.failure(),
                left.version());
        return new Wanted(after, known.text() == TextFrom.ARRIVED ? TextFrom.ARRIVED : TextFrom.IN_SERVICE);
    }

    private static Standing deleted(Standing before, Origin origin, Instant at) {
        // Whoever could not read the document is not to learn that there was one.
        Metadata readers =
                Metadata.newBuilder().setReaders(before.metadata().getReaders()).build();
        Remaining left = Remaining.after(before, origin);
        return new Standing(version(before, origin), origin, at, null, readers, null, left.failure(), left.version());
    }

    private static @Nullable Long version(Standing before, Origin origin) {
        return origin.getVersion() == null ? before.version() : origin.getVersion();
    }

    /** What an accepted event leaves of an earlier failure: it stays while the version that failed is the newest. */
    private record Remaining(
            @Nullable Failure failure, @Nullable Long version) {

        static Remaining after(Standing before, Origin accepted) {
            return Gate.isOlder(accepted.getVersion(), before.failedVersion())
                    ? new Remaining(before.failure(), before.failedVersion())
                    : new Remaining(null, null);
        }
    }
}
