package io.freshet.index.topology;

import io.freshet.index.state.DocumentState;
import java.util.List;
import java.util.UUID;

/**
 * The least that makes the index agree with a wish.
 *
 * @param next what is known of the document after it
 * @param puts chunks to write, in reading order
 * @param retired chunks to remove
 * @param abandoned chunks that were never in service and whose rows nobody wants any more
 */
record Plan(Wish wish, DocumentState next, List<PlannedChunk> puts, List<UUID> retired, List<UUID> abandoned) {

    static Plan onlyHead(Wish wish, List<UUID> abandoned) {
        DocumentState next = wish.inService().with(wish.wanted().standing());
        return new Plan(wish, next, List.of(), List.of(), abandoned);
    }

    /** The chunks without a vector. */
    List<PlannedChunk> missing() {
        return puts.stream().filter(chunk -> chunk.vector() == null).toList();
    }

    Plan with(Wish newWish, List<PlannedChunk> newPuts) {
        return new Plan(newWish, next, newPuts, retired, abandoned);
    }
}
