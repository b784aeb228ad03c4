package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;

/** A way to cut documents, with its sizes. */
public sealed interface Strategy {

    /** The strategies by name. */
    enum Name {
        SEMANTIC,
        PARENT_CHILD,
        RECURSIVE,
        FIXED
    }

    /** Boundaries where the words change. */
    record Semantic(ChunkSettings sizes) implements Strategy {
        @Override
        public Chunker chunker(TokenCounter tokens, int window) {
            return new SemanticChunker(sizes, tokens, window);
        }

        @Override
        public String fingerprint() {
            return "semantic-1:" + range(sizes);
        }
    }

    /** Small chunks that are matched, in passages that are shown. */
    record ParentChild(ChunkSettings passages, ChunkSettings children) implements Strategy {
        @Override
        public Chunker chunker(TokenCounter tokens, int window) {
            return new ParentChildChunker(passages, children, tokens, window);
        }

        @Override
        public String fingerprint() {
            return "parent-child-1:" + range(passages) + "," + range(children);
        }
    }

    /** Boundaries by structure alone. */
    record Recursive(ChunkSettings sizes) implements Strategy {
        @Override
        public Chunker chunker(TokenCounter tokens, int window) {
            return new RecursiveChunker(sizes, tokens, window);
        }

        @Override
        public String fingerprint() {
            return "recursive-1:" + range(sizes);
        }
    }

    /** So many tokens each, overlapping. */
    record Fixed(int tokens, int overlap) implements Strategy {
        /** Refuses an overlap that would make most of a chunk a repetition. */
        public Fixed {
            if (tokens < 1 || overlap < 0 || overlap > tokens / 2) {
                throw new IllegalArgumentException(
                        "the overlap must be at most half of the tokens, but they are " + overlap + " and " + tokens);
            }
        }

        @Override
        public Chunker chunker(TokenCounter counter, int window) {
            return new FixedChunker(tokens, overlap, counter, window);
        }

        @Override
        public String fingerprint() {
            return "fixed-1:" + tokens + "/" + overlap;
        }
    }

    /** Makes the chunker for a model with this window, counting tokens as the model does. */
    Chunker chunker(TokenCounter tokens, int window);

    /**
     * Names strategy, sizes and the version of our program for it. Equal fingerprints cut alike; the number is raised by
     * whoever changes where a strategy cuts.
     */
    String fingerprint();

    private static String range(ChunkSettings sizes) {
        return sizes.minTokens() + ".." + sizes.maxTokens();
    }
}
