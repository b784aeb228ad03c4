package io.freshet.ingest.http;

import io.freshet.records.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A dead letter as it is shown: everything but the original bytes. */
record DeadLetterView(
        String id,
        String stage,
        String code,
        String message,
        @Nullable String documentId,
        int attempts,
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String causeClass,
        Instant at) {

    /** The listing. */
    record Listing(List<DeadLetterView> deadLetters) {}

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.getId(),
                letter.getStage().name().toLowerCase(Locale.ROOT),
                letter.getCode(),
                letter.getMessage(),
                letter.getDocumentId(),
                letter.getAttempts(),
                letter.getTopic(),
                letter.getPartition(),
                letter.getOffset(),
                letter.getTimestamp(),
                letter.getCauseClass(),
                letter.getAt());
    }
}
