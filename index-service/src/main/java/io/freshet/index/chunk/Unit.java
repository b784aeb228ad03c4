package io.freshet.index.chunk;

import io.freshet.records.Block;

/**
 * What is never cut: a sentence, a whole table or listing, or a piece of one that is alone over the limit.
 *
 * @param place number of the block in its section: equal blocks are not the same block
 * @param start where it begins in the text of its block
 * @param end where it ends
 * @param size in tokens
 * @param favour how much a boundary in front of it is favoured over one inside a paragraph
 */
record Unit(Block block, int place, int start, int end, int size, double favour) {

    String text() {
        return block.getText().substring(start, end);
    }
}
