package io.freshet.embedding;

/** Counts tokens exactly as the model does, special tokens left out. Safe for use by several threads. */
public interface TokenCounter {

    int count(String text);
}
