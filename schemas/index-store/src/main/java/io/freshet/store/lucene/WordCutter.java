package io.freshet.store.lucene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text into words as Weaviate's tokenisation "word" does: runs of code points that are letters or numbers, each
 * in lower case. A combining mark ends a word.
 *
 * <p>Words are cut off where a term of the index must end. One cutter serves one text and one thread.
 */
final class WordCutter {
    /** At four bytes each, this many code points fill the longest term that Lucene takes. */
    static final int MAX_CODE_POINTS = 32_766 / 4;

    private final String text;
    private int position;

    WordCutter(String text) {
        this.text = text;
    }

    static List<String> words(String text) {
        WordCutter cutter = new WordCutter(text);
        List<String> words = new ArrayList<>();
        for (String word = cutter.next(); word != null; word = cutter.next()) {
            words.add(word);
        }
        return words;
    }

    /** The next word, or null at the end of the text. */
    @Nullable
    String next() {
        skipGap();
        StringBuilder word = new StringBuilder();
        int length = 0;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            if (!isPartOfWord(codePoint)) {
                break;
            }
            position += Character.charCount(codePoint);
            if (length++ < MAX_CODE_POINTS) {
                word.appendCodePoint(Character.toLowerCase(codePoint));
            }
        }
        return length == 0 ? null : word.toString();
    }

    private void skipGap() {
        while (position < text.length() && !isPartOfWord(text.codePointAt(position))) {
            position += Character.charCount(text.codePointAt(position));
        }
    }

    private static boolean isPartOfWord(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
