package io.freshet.tika;

/**
 * A line of a PDF page and how it was set.
 *
 * @param left where it begins, in points from the left edge
 * @param right where it ends
 * @param y its baseline, in points from the upper edge
 * @param size the size of most of its letters, in points
 * @param bold whether most of its letters are bold
 */
record PdfLine(String text, float left, float right, float y, float size, boolean bold) {

    /** The text without spaces: what is compared, because parsers differ in where they see a space. */
    String key() {
        return key(text);
    }

    static String key(CharSequence text) {
        StringBuilder key = new StringBuilder(text.length());
        text.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(key::appendCodePoint);
        return key.toString();
    }

    boolean isSetLike(PdfLine other) {
        return Math.abs(size - other.size) <= 0.1f * size;
    }

    /** Whether the first word of the next line would have found room at the end of this one. */
    boolean hasRoomFor(PdfLine next, float columnRight) {
        int space = next.text.indexOf(' ');
        int word = space < 0 ? next.text.length() : space;
        float letter = (next.right - next.left) / Math.max(1, next.text.length());
        return right + (word + 1.5f) * letter < columnRight;
    }
}
