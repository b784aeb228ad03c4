package io.freshet.index;

import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Strategy;
import org.jspecify.annotations.Nullable;

/** The sizes that an operator may give a strategy; what is null is the strategy's own. */
record ChunkSizes(
        @Nullable Integer minTokens,
        @Nullable Integer maxTokens,
        @Nullable Integer overlapTokens,
        @Nullable Integer childTokens) {

    /** Takes from others what is null here. */
    ChunkSizes or(ChunkSizes others) {
        return new ChunkSizes(
                minTokens == null ? others.minTokens : minTokens,
                maxTokens == null ? others.maxTokens : maxTokens,
                overlapTokens == null ? others.overlapTokens : overlapTokens,
                childTokens == null ? others.childTokens : childTokens);
    }

    /** Refuses sizes that the strategy has no use for, or that leave it no choice of boundaries. */
    Strategy strategy(Strategy.Name name) {
        refuse("overlap-tokens", overlapTokens, "fixed", name != Strategy.Name.FIXED);
        refuse("child-tokens", childTokens, "parent-child", name != Strategy.Name.PARENT_CHILD);
        return switch (name) {
            case SEMANTIC -> new Strategy.Semantic(range(100, 300));
            case RECURSIVE -> new Strategy.Recursive(range(100, 256));
            case PARENT_CHILD -> parentChild();
            case FIXED -> fixed();
        };
    }

    private static void refuse(String key, @Nullable Integer value, String owner, boolean isForeign) {
        if (value != null && isForeign) {
            throw new IllegalArgumentException(key + " = " + value + ": is only for the strategy " + owner);
        }
    }

    private ChunkSettings range(int least, int most) {
        int min = minTokens == null ? least : minTokens;
        int max = maxTokens == null ? most : maxTokens;
        if (max < 2 * min) {
            throw new IllegalArgumentException("max-tokens = " + max + ": must be at least twice min-tokens = " + min);
        }
        return new ChunkSettings(min, max);
    }

    /** Chunks between half of the size and one and a half of it are that size on average. */
    private Strategy parentChild() {
        ChunkSettings passages = range(150, 500);
        int child = childTokens == null ? 64 : childTokens;
        if (child > passages.maxTokens() / 2) {
            throw new IllegalArgumentException(
                    "child-tokens = " + child + ": must be at most half of max-tokens = " + passages.maxTokens());
        }
        return new Strategy.ParentChild(passages, new ChunkSettings(child / 2, child + child / 2));
    }

    private Strategy fixed() {
        if (minTokens != null) {
            throw new IllegalArgumentException("min-tokens = " + minTokens + ": the strategy fixed has none");
        }
        int tokens = maxTokens == null ? 512 : maxTokens;
        int overlap = overlapTokens == null ? Math.min(50, tokens / 2) : overlapTokens;
        if (overlap > tokens / 2) {
            throw new IllegalArgumentException(
                    "overlap-tokens = " + overlap + ": must be at most half of max-tokens = " + tokens);
        }
        return new Strategy.Fixed(tokens, overlap);
    }
}
