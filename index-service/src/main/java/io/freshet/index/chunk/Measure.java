package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of texts in tokens, and the last resort for text that has no other place to be cut.
 *
 * <p>A model may count a megabyte of base64 as one unknown word, so sixteen characters count as a token at least.
 */
final class Measure {
    private static final int CHARACTERS_PER_TOKEN = 16;

    private final TokenCounter tokens;

    Measure(TokenCounter tokens) {
        this.tokens = tokens;
    }

    int size(String text) {
        return Math.max(Math.max(1, text.length() / CHARACTERS_PER_TOKEN), tokens.count(text));
    }

    /** Cuts at white space, and inside words that are alone over the limit; white space at the cuts is dropped. */
    List<Span> split(String text, Span span, int limit) {
        List<Span> pieces = new ArrayList<>();
        int start = -1;
        int end = -1;
        int size = 0;
        for (Span word : words(text, span, limit)) {
            int wordSize = size(text.substring(word.start(), word.end()));
            if (start >= 0 && size + wordSize > limit) {
                pieces.add(new Span(start, end));
                start = -1;
            }
            if (start < 0) {
                start = word.start();
                size = 0;
            }
            size += wordSize;
            end = word.end();
        }
        if (start >= 0) {
            pieces.add(new Span(start, end));
        }
        return pieces;
    }

    /** Words, and pieces of those that alone are over the limit. */
    List<Span> words(String text, Span span, int limit) {
        List<Span> words = new ArrayList<>();
        int at = span.start();
        while (at < span.end()) {
            while (at < span.end() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < span.end() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at > start) {
                halve(text, new Span(start, at), limit, words);
            }
        }
        return words;
    }

    private void halve(String text, Span word, int limit, List<Span> pieces) {
        int length = word.end() - word.start();
        int middle = word.start() + length / 2;
        if (length > 1 && Character.isLowSurrogate(text.charAt(middle))) {
            middle--;
        }
        if (middle == word.start() || size(text.substring(word.start(), word.end())) <= limit) {
            pieces.add(word);
            return;
        }
        halve(text, new Span(word.start(), middle), limit, pieces);
        halve(text, new Span(middle, word.end()), limit, pieces);
    }
}
