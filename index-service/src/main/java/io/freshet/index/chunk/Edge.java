package io.freshet.index.chunk;

/** What kind of place it is at which a unit begins; the first is the best to cut at. */
enum Edge {
    /** A paragraph, table, listing or caption begins. */
    BLOCK(0.15, 0),
    LIST_ITEM(0.05, 1),
    /** A sentence, row or line inside a block. */
    SENTENCE(0, 2),
    /** The inside of a sentence or line that alone is over the limit. */
    WORD(0, 3);

    // In the scale of a cosine. The effect is measured, the exact values are not critical.
    private final double favour;
    private final int depth;

    Edge(double favour, int depth) {
        this.favour = favour;
        this.depth = depth;
    }

    /** By how much less alike the text on both sides counts. */
    double favour() {
        return favour;
    }

    /** How deep inside the structure it is: nothing that is less deep is cut for its sake. */
    int depth() {
        return depth;
    }
}
