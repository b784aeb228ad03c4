package io.freshet.store;

import org.jspecify.annotations.Nullable;

/**
 * A chunk that was found. Hits are ordered by score descending, ties by chunk id ascending; fused scores that differ by
 * less than 1e-7 are ties too, which the keyword score, or for want of one the similarity, decides before the id.
 *
 * @param score what the ranking is by: fused for hybrid queries, the leg's own otherwise
 * @param keyword the BM25 score, when the keyword leg found it
 * @param similarity the cosine similarity, when the vector leg found it
 */
public record ChunkHit(
        Chunk chunk,
        float score,
        @Nullable Float keyword,
        @Nullable Float similarity) {}
