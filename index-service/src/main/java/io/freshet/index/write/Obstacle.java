package io.freshet.index.write;

/**
 * Why the writer cannot go on.
 *
 * @param unknown whether something was written of which nobody knows if it is stored, now or in a moment
 */
record Obstacle(String reason, boolean unknown) {

    /** Something that changed nothing. */
    static Obstacle known(String reason) {
        return new Obstacle(reason, false);
    }
}
