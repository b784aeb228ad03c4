package io.freshet.ingest.content;

import java.nio.charset.StandardCharsets;

/** The ways to write {@code .} and {@code ..} in a path; servers differ in which of them they follow. */
final class DotSegments {

    private static final int MOST_LAYERS = 4;

    private DotSegments() {}

    /** Whether the path has such a segment, however it is encoded; a path encoded over and over counts as having one. */
    static boolean in(String rawPath) {
        String path = rawPath;
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            if (plainlyIn(path)) {
                return true;
            }
            String decoded = decode(path);
            if (decoded.equals(path)) {
                return false;
            }
            path = decoded;
        }
        return true;
    }

    private static boolean plainlyIn(String path) {
        for (String segment : path.split("[/\\\\]", -1)) {
            // Some servers take "..;x" for "..", a segment with a parameter.
            int parameter = segment.indexOf(';');
            String name = parameter < 0 ? segment : segment.substring(0, parameter);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Decodes what is encoded and leaves the rest; one character for each byte is enough to find dots. */
    private static String decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int value = text.charAt(i) == '%' && i + 2 < text.length() ? hex(text, i + 1) : -1;
            if (value >= 0) {
                decoded.append(new String(new byte[] {(byte) value}, StandardCharsets.ISO_8859_1));
                i += 2;
            } else {
                decoded.append(text.charAt(i));
            }
        }
        return decoded.toString();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
