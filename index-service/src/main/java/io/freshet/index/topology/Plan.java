package io.freshet.index.topology;

import io.freshet.index.state.DocumentState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one event changes.
 *
 * @param incoming the event
 * @param next what is known of the document after it
 * @param puts chunks to write, in reading order
 * @param retired chunks to remove
 * @param refusal why the event was given up; it goes to the dead letters
 */
record Plan(
        Incoming incoming,
        DocumentState next,
        List<PlannedChunk> puts,
        List<UUID> retired,
        @Nullable Refusal refusal) {

    /** Why an event was given up. */
    record Refusal(String code, String message, @Nullable Throwable cause) {}

    Plan withPuts(List<PlannedChunk> newPuts) {
        return new Plan(incoming, next, newPuts, retired, refusal);
    }

    static Plan onlyHead(Incoming incoming, DocumentState next) {
        return new Plan(incoming, next, List.of(), List.of(), null);
    }
}
