package io.freshet.testkit;

import io.freshet.embedding.TokenCounter;

/** Counts words: the tokens of {@link HashEmbedder}. */
public final class WordTokenCounter implements TokenCounter {

    @Override
    public int count(String text) {
        return Words.of(text).size();
    }
}
