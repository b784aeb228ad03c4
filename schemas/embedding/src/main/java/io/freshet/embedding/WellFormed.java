package io.freshet.embedding;

import java.util.regex.Pattern;

/** Text that can be written in UTF-8, which has no half characters. */
public final class WellFormed {
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private WellFormed() {}

    /** The text with U+FFFD for each half of a surrogate pair. */
    public static String text(String text) {
        return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }
}
