package io.freshet.ingest.source;

/** Shortens text, and leaves no half of a character behind. */
final class Cut {

    private Cut() {}

    static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
