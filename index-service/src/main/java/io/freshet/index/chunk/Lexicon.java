package io.freshet.index.chunk;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts the words of a text that say what it is about. */
final class Lexicon {
    private static final Set<String> STOP_WORDS = Set.of(("a an and are as at be been but by can could did do does for"
                    + " from had has have he her his how i if in into is it its may more most must no not of on one or"
                    + " other our she should so some such than that the their them then there these they this those to"
                    + " up was we were what when where which while who will with would you your")
            .split(" "));

    private Lexicon() {}

    static Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new HashMap<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isIdeographic(c)) {
                add(word, counts);
                counts.merge(Character.toString(c), 1, Integer::sum);
            } else if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else {
                add(word, counts);
            }
        });
        add(word, counts);
        return counts;
    }

    /** The product of two counts as vectors. */
    static long product(Map<String, Integer> one, Map<String, Integer> other) {
        boolean swap = one.size() > other.size();
        Map<String, Integer> larger = swap ? one : other;
        long product = 0;
        for (Map.Entry<String, Integer> entry : (swap ? other : one).entrySet()) {
            product += (long) entry.getValue() * larger.getOrDefault(entry.getKey(), 0);
        }
        return product;
    }

    private static void add(StringBuilder word, Map<String, Integer> counts) {
        if (word.length() == 0) {
            return;
        }
        String found = word.toString().toLowerCase(Locale.ROOT);
        word.setLength(0);
        if (!STOP_WORDS.contains(found)) {
            counts.merge(stem(found), 1, Integer::sum);
        }
    }

    // The plural only: what a full stemmer adds is lost in windows of a few sentences.
    private static String stem(String word) {
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
        return plural ? word.substring(0, word.length() - 1) : word;
    }
}
