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
}
