package io.freshet.index.chunk;

/**
 * How large chunks should be.
 *
 * @param minTokens no boundary is set nearer than this to another one, unless structure or the limit asks for it
 * @param maxTokens no chunk is larger
 */
public record ChunkSettings(int minTokens, int maxTokens) {
    /** Refuses sizes that leave no room for a choice of boundaries. */
    public ChunkSettings {
        if (minTokens < 1 || maxTokens < 2 * minTokens) {
            throw new IllegalArgumentException(
                    "maxTokens must be at least twice minTokens, but they are " + maxTokens + " and " + minTokens);
        }
    }

    /** The same sizes where a chunk has less room, or the same. */
    Within within(int limit) {
        int max = Math.min(maxTokens, limit);
        return new Within(Math.min(minTokens, max / 2), max);
    }

    /** Sizes as a heading path of some length leaves them; the smaller may be zero. */
    record Within(int min, int max) {}
}
