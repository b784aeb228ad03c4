package io.freshet.store.weaviate;

import java.util.List;
import java.util.Map;

/**
 * Values that are compared whole, in the form in which they are stored; most are stored as they are.
 *
 * <p>Weaviate's tokenisation "field" trims what it indexes, and would take " ann" for "ann"; so what begins or ends with
 * anything like a blank is stored in quotation marks. Its prefixes take {@code *} and {@code ?} for wildcards, no matter
 * what is before them, and stop at the end of a line; so these are stored as two characters.
 */
final class Exact {
    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';
    private static final String SPECIAL = "\\\"*?\n=";
    private static final String CODES = "\\\"aqn=";

    /** All but the equals sign, which is special in the name of an attribute only. */
    private static final String SPECIAL_IN_VALUES = SPECIAL.substring(0, SPECIAL.length() - 1);

    private Exact() {}

    static String stored(String value) {
        return framed(escaped(value, SPECIAL_IN_VALUES));
    }

    static String value(String stored) {
        return unescaped(unframed(stored));
    }

    /** An attribute as one value, {@code name=value}. */
    static String storedPair(String name, String value) {
        return framed(pair(name, value));
    }

    static Map.Entry<String, String> pair(String stored) {
        String pair = unframed(stored);
        int equals = 0;
        while (pair.charAt(equals) != '=') {
            equals += pair.charAt(equals) == ESCAPE ? 2 : 1;
        }
        return Map.entry(unescaped(pair.substring(0, equals)), unescaped(pair.substring(equals + 1)));
    }

    /** Patterns of what is stored for values that begin like this. */
    static List<String> patterns(String prefix) {
        return patternsOf(escaped(prefix, SPECIAL_IN_VALUES));
    }

    /** Patterns of what is stored for an attribute's values that begin like this. */
    static List<String> pairPatterns(String name, String prefix) {
        return patternsOf(pair(name, prefix));
    }

    private static List<String> patternsOf(String prefix) {
        if (prefix.isEmpty()) {
            return List.of("*");
        }
        String framed = QUOTE + prefix + "*";
        // The server trims patterns too.
        return isLikeBlank(prefix.codePointAt(0)) ? List.of(framed) : List.of(prefix + "*", framed);
    }

    private static String pair(String name, String value) {
        return escaped(name, SPECIAL) + "=" + escaped(value, SPECIAL_IN_VALUES);
    }

    private static String framed(String escaped) {
        boolean plain = !escaped.isEmpty()
                && !isLikeBlank(escaped.codePointAt(0))
                && !isLikeBlank(escaped.codePointBefore(escaped.length()));
        return plain ? escaped : QUOTE + escaped + QUOTE;
    }

    private static String unframed(String stored) {
        return stored.length() > 1 && stored.charAt(0) == QUOTE ? stored.substring(1, stored.length() - 1) : stored;
    }

    private static String escaped(String value, String special) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            int code = special.indexOf(value.charAt(i));
            if (code < 0) {
                escaped.append(value.charAt(i));
            } else {
                escaped.append(ESCAPE).append(CODES.charAt(code));
            }
        }
        return escaped.toString();
    }

    private static String unescaped(String escaped) {
        StringBuilder value = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char next = escaped.charAt(i);
            value.append(next == ESCAPE ? SPECIAL.charAt(CODES.indexOf(escaped.charAt(++i))) : next);
        }
        return value.toString();
    }

    private static boolean isLikeBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }
}
