package io.freshet.store.rank;

import org.jspecify.annotations.Nullable;

/** What a query found, with the scores of the legs that found it. */
public record Fused(
        String id,
        int row,
        float score,
        @Nullable Float keyword,
        @Nullable Float similarity) {

    public static Fused ofKeyword(Scored hit) {
        return new Fused(hit.id(), hit.row(), hit.score(), hit.score(), null);
    }

    public static Fused ofVector(Scored hit) {
        return new Fused(hit.id(), hit.row(), hit.score(), null, hit.score());
    }

    /** The same chunk, found by the keyword leg and by the vector leg. */
    Fused and(Fused other) {
        return new Fused(
                id,
                row,
                score + other.score,
                keyword == null ? other.keyword : keyword,
                similarity == null ? other.similarity : similarity);
    }

    Fused scored(float newScore) {
        return new Fused(id, row, newScore, keyword, similarity);
    }

    /** What decides between equal scores. */
    float rawScore() {
        if (keyword != null) {
            return keyword;
        }
        return similarity == null ? 0 : similarity;
    }
}
