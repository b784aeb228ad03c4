package io.freshet.ingest.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.freshet.ingest.deadletter.Advice;
import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.records.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A dead letter as it is listed. */
record DeadLetterView(
        String id,
        String stage,
        String code,
        String message,
        String advice,
        @Nullable String documentId,
        int attempts,
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String causeClass,
        Instant at) {

    /**
     * The listing.
     *
     * @param next to be handed back as {@code cursor} for what follows
     */
    record Listing(
            List<DeadLetterView> deadLetters, @Nullable String next) {}

    /** One letter: everything but the original bytes. */
    record Whole(
            @JsonUnwrapped DeadLetterView letter, @Nullable String stack, boolean carriesOriginal) {}

    static Listing of(DeadLetterLog.Page page) {
        List<DeadLetterView> views = page.letters().stream()
                .map(filed -> DeadLetterView.of(filed.letter()))
                .toList();
        return new Listing(views, page.next() == null ? null : page.next().text());
    }

    static Whole of(FiledLetter filed) {
        return new Whole(of(filed.letter()), filed.letter().getStack(), filed.carriesOriginal());
    }

    private static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.getId(),
                letter.getStage().name().toLowerCase(Locale.ROOT),
                letter.getCode(),
                letter.getMessage(),
                Advice.of(letter),
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
