package io.freshet.ingest.deadletter;

import io.freshet.records.DeadLetter;
import io.freshet.records.Stage;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are wanted; what is null or empty does not matter.
 *
 * @param since letters of this moment or later
 * @param after letters that come after this one, newest first
 */
public record LetterFilter(
        @Nullable String code,
        @Nullable Stage stage,
        @Nullable Instant since,
        Set<String> documentIds,
        @Nullable LetterCursor after) {

    /** Every letter. */
    public static final LetterFilter ALL = new LetterFilter(null, null, null, Set.of(), null);

    public LetterFilter {
        documentIds = Set.copyOf(documentIds);
    }

    /** Whether the letter is wanted. */
    public boolean passes(DeadLetter letter) {
        return (code == null || code.equals(letter.getCode()))
                && (stage == null || stage == letter.getStage())
                && (since == null || !letter.getAt().isBefore(since))
                && (documentIds.isEmpty() || isOneOf(letter))
                && (after == null || after.isBefore(letter));
    }

    private boolean isOneOf(DeadLetter letter) {
        return letter.getDocumentId() != null && documentIds.contains(letter.getDocumentId());
    }
}
