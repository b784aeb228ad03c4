package io.freshet.store;

import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text what keywords are taken from; ignored by {@link Mode#VECTOR}
 * @param vector the embedded query; required unless the mode is {@link Mode#KEYWORD}
 * @param alpha weight of the vector leg of {@link Mode#HYBRID}, from 0 to 1
 */
public record ChunkQuery(
        String tenant,
        Mode mode,
        String text,
        float @Nullable [] vector,
        double alpha,
        Fusion fusion,
        Filter filter,
        int limit) {

    public enum Mode {
        HYBRID,
        KEYWORD,
        VECTOR
    }

    /** How the two legs of a hybrid query become one ranking. */
    public enum Fusion {
        /** Each leg's scores scaled to 0..1 by its minimum and maximum, weighted, summed. */
        RELATIVE_SCORE,
        /** Weight divided by 60 + rank, summed. */
        RANKED
    }

    public ChunkQuery {
        if (mode != Mode.KEYWORD && vector == null) {
            throw new IllegalArgumentException("a " + mode + " query needs a vector");
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be from 0 to 1: " + alpha);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
    }
}
