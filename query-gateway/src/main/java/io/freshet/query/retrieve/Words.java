package io.freshet.query.retrieve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Splits text into words as the store does: runs of letters and digits, lower-cased character by character. */
final class Words {
    /** Left out of queries, as the store leaves them out. */
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
            "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
            "will", "with");

    /** A word and where it stands, in UTF-16 code units. */
    record Word(String text, int start, int end) {}

    private Words() {}

    static List<Word> in(String text) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (Character.isLetter(character) || isNumber(character)) {
                if (word.isEmpty()) {
                    start = at;
                }
                word.appendCodePoint(Character.toLowerCase(character));
            } else {
                finish(word, start, at, words);
            }
            at += Character.charCount(character);
        }
        finish(word, start, at, words);
        return words;
    }

    static Set<String> ofQuery(String text) {
        Set<String> words = new HashSet<>();
        in(text).forEach(word -> words.add(word.text()));
        words.removeAll(STOP_WORDS);
        return words;
    }

    private static void finish(StringBuilder word, int start, int end, List<Word> words) {
        if (!word.isEmpty()) {
            words.add(new Word(word.toString(), start, end));
            word.setLength(0);
        }
    }

    private static boolean isNumber(int character) {
        int type = Character.getType(character);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }
}
