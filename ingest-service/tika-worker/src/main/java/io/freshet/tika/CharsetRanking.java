package io.freshet.tika;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.jspecify.annotations.Nullable;

/**
 * The most probable 8-bit character set by the letter sequences of the languages written in it. Tika's own chain asks a detector
 * first that takes short Western, Czech, Russian and Arabic texts for Macintosh and mainframe sets.
 */
final class CharsetRanking {

    private static final int SAMPLE = 64 << 10;
    private static final int LEAST_CONFIDENCE = 20;

    private CharsetRanking() {}

    static @Nullable Charset best(byte[] bytes) {
        byte[] sample = bytes.length > SAMPLE ? sample(bytes) : bytes;
        CharsetDetector detector = new CharsetDetector();
        detector.enableInputFilter(true);
        detector.setText(sample);
        for (CharsetMatch match : detector.detectAll()) {
            if (match.getConfidence() >= LEAST_CONFIDENCE && isInUse(match.getName())) {
                return named(match.getName());
            }
        }
        return null;
    }

    /** Where the text stops being ASCII. */
    private static byte[] sample(byte[] bytes) {
        int first = 0;
        while (first < bytes.length && bytes[first] >= 0) {
            first++;
        }
        int from = Math.max(0, Math.min(first - 100, bytes.length - SAMPLE));
        return Arrays.copyOfRange(bytes, from, from + SAMPLE);
    }

    private static boolean isInUse(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return !upper.startsWith("UTF") && !upper.startsWith("IBM") && named(name) != null;
    }

    private static @Nullable Charset named(String name) {
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.UTF_8) ? null : charset;
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            return null;
        }
    }
}
