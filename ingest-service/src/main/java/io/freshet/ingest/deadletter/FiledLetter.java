package io.freshet.ingest.deadletter;

import io.freshet.records.DeadLetter;
import java.util.Comparator;

/**
 * A dead letter, and where it lies in its topic.
 *
 * @param letter without the original value, which may be a whole file
 * @param carriesOriginal whether the original value lies in the topic with it
 */
public record FiledLetter(DeadLetter letter, boolean carriesOriginal, int partition, long offset) {

    /** Newest first; letters of the same moment in a fixed order. */
    public static final Comparator<FiledLetter> NEWEST_FIRST = Comparator.comparing(
                    (FiledLetter filed) -> filed.letter().getAt())
            .thenComparing(filed -> filed.letter().getId())
            .reversed();
}
