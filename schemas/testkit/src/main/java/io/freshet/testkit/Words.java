package io.freshet.testkit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a text: runs of letters and digits, in lower case. */
final class Words {
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    static List<String> of(String text) {
        return GAPS.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
