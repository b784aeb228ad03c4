package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;

/** Counts like a word-piece tokenizer: every six characters of a word are a token. */
public final class WordTokens implements TokenCounter {
    private static final int PIECE = 6;

    @Override
    public int count(String text) {
        int tokens = 0;
        int word = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
                word++;
            } else {
                tokens += (word + PIECE - 1) / PIECE;
                word = 0;
            }
        }
        return tokens;
    }
}
