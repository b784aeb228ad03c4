package io.freshet.store.lucene;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The words of a text as Lucene's indexer wants them. */
final class WordStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final WordCutter cutter;

    WordStream(String text) {
        this.cutter = new WordCutter(text);
    }

    @Override
    public boolean incrementToken() {
        String word = cutter.next();
        if (word == null) {
            return false;
        }
        clearAttributes();
        term.append(word);
        return true;
    }
}
