package io.freshet.tika;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a line to the one before it and decides about a hyphen at its end. A word that the document writes in one piece, or
 * with its hyphen, within a line elsewhere, is written so; otherwise the typesetter is thought to have put it there.
 */
final class Hyphens {

    private static final int MOST_WORDS = 50_000;
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:[\\u2010-]\\p{L}+)*");
    private static final Pattern AT_END = Pattern.compile("((?:\\p{L}+[\\u2010-])*)(\\p{L}+)[\\u2010-]$");
    private static final Pattern AT_START = Pattern.compile("^\\p{L}+");
    /** German leaves out the common part of the first of two words: "Vor- und Nachteile". */
    private static final Set<String> JOINING = Set.of("und", "oder", "bzw", "sowie", "bis", "and", "or", "to");
    /** First parts of compounds that English always hyphenates. */
    private static final Set<String> FIRST_PARTS =
            Set.of("well", "self", "cross", "long", "short", "high", "low", "full", "half", "real", "so", "state");

    private static final int WHOLE_WORD = 4;

    private final Set<String> words = new HashSet<>();

    void learn(String line) {
        Matcher word = WORD.matcher(line);
        while (word.find() && words.size() < MOST_WORDS) {
            boolean whole = word.end() < line.length() - 1 && word.start() > 0;
            if (whole) {
                words.add(word.group().toLowerCase(Locale.ROOT).replace('\u2010', '-'));
            }
        }
    }

    void append(StringBuilder text, String line) {
        if (text.length() == 0) {
            text.append(line);
            return;
        }
        Matcher before = AT_END.matcher(text.substring(Math.max(0, text.length() - 80)));
        Matcher after = AT_START.matcher(line);
        boolean digit = Character.isDigit(line.codePointAt(0));
        if (!before.find() || (!after.find() && !digit)) {
            text.append(' ').append(line);
        } else if (digit) {
            text.append(line);
        } else {
            join(text, before.group(1), before.group(2), after.group(), line);
        }
    }

    private void join(StringBuilder text, String front, String first, String second, String line) {
        String low = second.toLowerCase(Locale.ROOT);
        if (JOINING.contains(low)) {
            text.append(' ').append(line);
            return;
        }
        boolean capital = Character.isUpperCase(second.codePointAt(0)) && !isUpperCase(first);
        boolean kept = capital || isCompound(front, first.toLowerCase(Locale.ROOT), low);
        if (!kept) {
            text.setLength(text.length() - 1);
        }
        text.append(line);
    }

    private boolean isCompound(String front, String first, String second) {
        if (words.contains(first + second)) {
            return false;
        }
        return words.contains(first + "-" + second)
                || !front.isEmpty()
                || (FIRST_PARTS.contains(first) && second.length() >= WHOLE_WORD);
    }

    private static boolean isUpperCase(String word) {
        return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    }
}
