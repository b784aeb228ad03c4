package io.freshet.embedding.stack;

import io.freshet.embedding.TokenCounter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates another model's tokens from the bundled tokenizer's, rather too many than too few.
 *
 * <p>A quarter is added, which covers the vocabularies in use for European languages. A run of more letters than that
 * tokenizer reads as a word counts as one token there; here each of its letters is one.
 */
final class EstimatedTokens implements TokenCounter {
    private static final Pattern ENDLESS_WORD = Pattern.compile("[\\p{L}\\p{N}]{101,}");

    private final TokenCounter wordPieces;

    EstimatedTokens(TokenCounter wordPieces) {
        this.wordPieces = wordPieces;
    }

    @Override
    public int count(String text) {
        int pieces = wordPieces.count(text);
        int letters = 0;
        for (Matcher word = ENDLESS_WORD.matcher(text); word.find(); ) {
            letters += word.end() - word.start();
        }
        return pieces + (pieces + 3) / 4 + letters;
    }
}
