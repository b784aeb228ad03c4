package io.freshet.tika;

/** Tells text from bytes that only bear a text file's name. */
final class BinaryCheck {

    private static final int SAMPLE = 64 << 10;
    private static final int TOLERATED_PERCENT = 2;
    private static final int TOLERATED = 8;

    private BinaryCheck() {}

    static boolean isBinary(CharSequence text) {
        int sample = Math.min(SAMPLE, text.length());
        int odd = 0;
        for (int i = 0; i < sample; i++) {
            if (isOdd(text.charAt(i))) {
                odd++;
            }
        }
        return odd > TOLERATED && odd * 100L > (long) sample * TOLERATED_PERCENT;
    }

    private static boolean isOdd(char c) {
        return switch (c) {
            case '\n', '\r', '\t', '\f' -> false;
            case '\ufffd' -> true;
            default -> Character.isISOControl(c);
        };
    }
}
