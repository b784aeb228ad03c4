package io.freshet.tika;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Text as it is kept: NFC, no control characters, no typesetter's ligatures, one space where there were many. */
final class CleanText {

    /** Stands for a line break that the document asked for, among line breaks that only fold its source. */
    static final char BREAK = '\u2028';

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2007\\u202f&&[^\\u2028]]+");
    private static final Pattern BREAKS = Pattern.compile(" *\\u2028[ \\u2028]*");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|\\u2028");
    private static final String[] LIGATURES = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    private static final char FIRST_LIGATURE = '\ufb00';

    private CleanText() {}

    /** Running text. */
    static String of(CharSequence raw) {
        String spaced = SPACES.matcher(characters(raw)).replaceAll(" ");
        return nfc(BREAKS.matcher(spaced).replaceAll("\n").strip());
    }

    /** Text whose lines and spaces mean something. */
    static String lines(CharSequence raw) {
        String text = LINE_ENDS.matcher(characters(raw)).replaceAll("\n");
        return nfc(text.stripTrailing());
    }

    private static String nfc(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String characters(CharSequence raw) {
        StringBuilder kept = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= FIRST_LIGATURE && c < FIRST_LIGATURE + LIGATURES.length) {
                kept.append(LIGATURES[c - FIRST_LIGATURE]);
            } else if (Character.isSurrogate(c)) {
                i += appendPair(kept, raw, i);
            } else if (isKept(c)) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static int appendPair(StringBuilder kept, CharSequence raw, int i) {
        if (i + 1 < raw.length() && Character.isSurrogatePair(raw.charAt(i), raw.charAt(i + 1))) {
            kept.append(raw.charAt(i)).append(raw.charAt(i + 1));
            return 1;
        }
        kept.append('\ufffd');
        return 0;
    }

    private static boolean isKept(char c) {
        return switch (c) {
            case '\n', '\r', '\t' -> true;
            case '\u00ad', '\ufeff', '\ufffe', '\uffff' -> false;
            default -> !Character.isISOControl(c);
        };
    }
}
