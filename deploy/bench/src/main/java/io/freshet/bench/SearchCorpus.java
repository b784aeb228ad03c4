package io.freshet.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is searched, and for what.
 *
 * @param passages texts of about 160 words, each with a random vector
 * @param queries four words and a random vector each
 */
record SearchCorpus(List<Passage> passages, List<Passage> queries) {
    static final int DIMENSIONS = 384;
    private static final int WORDS = 160;
    private static final int QUERIES = 32;

    /** A text with its vector. */
    record Passage(String text, float[] vector) {}

    static SearchCorpus of(int size) {
        SyntheticText text = new SyntheticText(5);
        List<Passage> passages = new ArrayList<>();
        List<Passage> queries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            text.changeTopic();
            passages.add(new Passage(text.words(WORDS), text.unitVector(DIMENSIONS)));
        }
        for (int i = 0; i < QUERIES; i++) {
            text.changeTopic();
            String words = text.words(4).replace(".", "").toLowerCase(Locale.ROOT);
            queries.add(new Passage(words, text.unitVector(DIMENSIONS)));
        }
        return new SearchCorpus(passages, queries);
    }
}
