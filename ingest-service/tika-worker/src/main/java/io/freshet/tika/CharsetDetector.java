package io.freshet.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the character set: byte order mark, strict UTF-8, what was declared, and only then statistics.
 *
 * <p>Bytes that decode as UTF-8 hardly ever are anything else, while a declaration often is wrong. Where they do not
 * decode, a declaration of UTF-8 is a lie and is passed over.
 */
final class CharsetDetector implements EncodingDetector {

    private static final long serialVersionUID = 1L;
    private static final int PREFIX = 1 << 20;
    private static final int ESCAPE = 0x1b;
    private static final int HEAD = 8192;
    private static final Pattern DECLARATION = Pattern.compile(
            "(?i)<(?:meta[^>]{1,200}?charset|\\?xml[^>]{1,100}?encoding)\\s*=\\s*[\"']?\\s*([\\w:.-]{2,40})");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final EncodingDetector statistics;
    private boolean guessed;

    CharsetDetector(EncodingDetector statistics) {
        this.statistics = statistics;
    }

    /** Whether a character set was decided by statistics since {@link #reset}. */
    boolean guessed() {
        return guessed;
    }

    void reset() {
        guessed = false;
    }

    @Override
    public Charset detect(InputStream in, Metadata metadata) throws IOException {
        in.mark(PREFIX + 1);
        byte[] prefix = in.readNBytes(PREFIX);
        in.reset();
        Charset evident = evident(prefix);
        if (evident != null) {
            return evident;
        }
        Charset declared = declared(metadata);
        if (declared != null && !declared.equals(StandardCharsets.UTF_8)) {
            return declared;
        }
        Charset inside = declaredInside(prefix);
        if (inside != null) {
            return inside;
        }
        guessed = true;
        Charset guess = statistics.detect(in, metadata);
        if (guess != null && guess.newEncoder().maxBytesPerChar() > 1 && !isImprobable(guess)) {
            return guess; // East Asian sets betray themselves by their structure
        }
        Charset ranked = CharsetRanking.best(prefix);
        if (ranked != null) {
            return widened(ranked);
        }
        return guess == null || isImprobable(guess) ? WINDOWS_1252 : widened(guess);
    }

    private static @Nullable Charset evident(byte[] bytes) {
        Charset marked = byteOrderMark(bytes);
        if (marked != null) {
            return marked;
        }
        Charset wide = wideWithoutMark(bytes);
        if (wide != null) {
            return wide;
        }
        return isUtf8(bytes) ? StandardCharsets.UTF_8 : null;
    }

    private static @Nullable Charset byteOrderMark(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            return StandardCharsets.UTF_8;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        return null;
    }

    /** Western text in UTF-16 has a zero in nearly every other byte, always on the same side. */
    private static @Nullable Charset wideWithoutMark(byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                zeros[i & 1]++;
            }
        }
        int few = bytes.length / 100;
        int many = bytes.length / 5;
        if (bytes.length % 2 == 0 && zeros[0] + zeros[1] > few && (zeros[0] == 0 || zeros[1] == 0)) {
            // Other scripts have it in their spaces and line ends; no text in 8 bits has a zero at all.
            return zeros[0] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        if (zeros[1] > many && zeros[0] <= few) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] > many && zeros[1] <= few ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean isUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b == ESCAPE) {
                return false; // ISO 2022 hides in ASCII
            }
        }
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        boolean whole = bytes.length < PREFIX;
        while (true) {
            out.clear();
            var result = strict.decode(in, out, whole);
            if (result.isUnderflow()) {
                return true;
            }
            if (result.isError()) {
                return false;
            }
        }
    }

    private static @Nullable Charset declared(Metadata metadata) {
        MediaType type = MediaType.parse(metadata.get(HttpHeaders.CONTENT_TYPE));
        String name = type == null ? null : type.getParameters().get("charset");
        if (name == null) {
            name = metadata.get(HttpHeaders.CONTENT_ENCODING);
        }
        return named(name);
    }

    /** What markup declares about itself; UTF-8 and UTF-16 cannot be true any more at this point. */
    private static @Nullable Charset declaredInside(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(head);
        if (!head.stripLeading().startsWith("<") || !declaration.find()) {
            return null;
        }
        Charset charset = named(declaration.group(1));
        return charset == null || charset.name().startsWith("UTF-") ? null : charset;
    }

    private static @Nullable Charset named(@Nullable String name) {
        try {
            return name == null ? null : widened(Charset.forName(name.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** Who says Latin-1 means Windows-1252, as browsers do. */
    private static Charset widened(Charset charset) {
        return charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)
                ? WINDOWS_1252
                : charset;
    }

    /** Short Western texts are taken for old Macintosh and mainframe sets, which nobody sends any more. */
    private static boolean isImprobable(Charset guess) {
        String name = guess.name().toLowerCase(Locale.ROOT);
        return name.startsWith("x-mac") || name.startsWith("ibm") || guess.equals(StandardCharsets.UTF_8);
    }
}
