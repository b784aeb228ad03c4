package io.freshet.index.state;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for its vectors.
 *
 * @param wanted what the document is when it has them
 * @param otherwise what it is if the embedder refuses a text: the same later events over what was before it
 * @param inTheEnd what it is if the embedder refuses the second text, too; null where there is none
 * @param arrival the event that brought the text, or, when the text is that in service, made it embed anew
 * @param second the event with the text of {@code otherwise}, where that is one that arrived
 * @param since when the oldest event was published that is not answered yet
 * @param chunks ids of the chunks not in service that may have a row already
 */
public record Waiting(
        Wanted wanted,
        Wanted otherwise,
        @Nullable Wanted inTheEnd,
        Arrival arrival,
        @Nullable Arrival second,
        Instant since,
        List<UUID> chunks) {

    /** Copies the list. */
    public Waiting {
        chunks = List.copyOf(chunks);
    }
}
