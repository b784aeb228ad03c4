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
    private static final int FIRST_MARK = 0x300;
    private static final int HIGHEST_PILE = 30;
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

    private static String nfc(String raw) {
        String text = withoutPiles(raw);
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** No writing puts more marks on a letter than a few, and to bring many into order takes long. */
    private static String withoutPiles(String text) {
        StringBuilder kept = null;
        int pile = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            pile = isMark(c) ? pile + 1 : 0;
            if (pile > HIGHEST_PILE && kept == null) {
                kept = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (kept != null && pile <= HIGHEST_PILE) {
                kept.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return kept == null ? text : kept.toString();
    }

    private static boolean isMark(int c) {
        if (c < FIRST_MARK) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static String characters(CharSequence raw) {
        StringBuilder kept = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\f' || c == '\u000b' || c == '\u0085') {
                kept.append('\n');
            } else if (c == '\u2029') {
                kept.append(BREAK);
            } else if (c >= FIRST_LIGATURE && c < FIRST_LIGATURE + LIGATURES.length) {
                kept.append(LIGATURES[c - FIRST_LIGATURE]);
            } else if (Character.isSurrogate(c)) {
                i += appendPair(kept, raw, i);
            } else if (isKept(c) || (isJoiner(c) && joins(raw, i))) {
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

    private static boolean isJoiner(char c) {
        return c == '\u200c' || c == '\u200d';
    }

    /** Between letters of Arabic or Indic scripts, and in emoji, joiners make another word or sign; elsewhere they are debris. */
    private static boolean joins(CharSequence raw, int at) {
        if (at == 0 || at + 1 >= raw.length()) {
            return false;
        }
        int before = Character.codePointBefore(raw, at);
        int after = Character.codePointAt(raw, at + 1);
        return isJoined(before) && isJoined(after);
    }

    private static boolean isJoined(int codePoint) {
        if (codePoint == 0xfe0f || Character.getType(codePoint) == Character.MODIFIER_SYMBOL) {
            return true; // a variant or skin tone of an emoji
        }
        if (codePoint < 0x590) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.OTHER_SYMBOL -> true;
            case Character.OTHER_LETTER, Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
                !Character.isIdeographic(codePoint);
            default -> false;
        };
    }

    private static boolean isKept(char c) {
        return switch (c) {
            case '\n', '\r', '\t' -> true;
            case '\u00ad', '\u200b', '\u2060', '\ufeff', '\ufffe', '\uffff' -> false;
            case '\u200c', '\u200d' -> false; // decided by what stands beside them
            default -> !Character.isISOControl(c);
        };
    }
}
