package io.freshet.index.chunk;

import io.freshet.records.Block;
import org.jspecify.annotations.Nullable;

/**
 * What is never cut: a sentence, a whole table or listing, or a piece of one that is alone over the limit.
 *
 * @param place number of the block in its section: equal blocks are not the same block
 * @param start where it begins in the text of its block
 * @param end where it ends
 * @param size in tokens
 * @param edge what kind of place it begins at
 * @param head what a chunk that begins with it repeats, where a table was cut in front of it
 */
record Unit(
        Block block,
        int place,
        int start,
        int end,
        int size,
        Edge edge,
        @Nullable TableHead head) {

    String text() {
        return block.getText().substring(start, end);
    }

    /** Returns how many tokens a chunk that begins with it has in addition. */
    int lead() {
        return head == null ? 0 : head.size();
    }
}
