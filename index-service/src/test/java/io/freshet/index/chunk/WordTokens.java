package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;

/** Counts like a word-piece tokenizer: every six characters of a word are a token. */
public final class WordTokens implements TokenCounter {
    private static final int PIECE = 6;

    @Override
    public int count(String text) {
        int tokens = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            tokens += (word.length() + PIECE - 1) / PIECE;
        }
        return tokens;
    }
}
