package io.freshet.ingest.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the HTTP binding of CloudEvents writes the value of an attribute into a header: quoted or percent-encoded. */
final class HeaderValue {

    private HeaderValue() {}

    /**
     * The attribute's value, or null when its bytes are no UTF-8. A percent sign that begins no escape stands for itself:
     * there are senders that escape nothing.
     */
    static @Nullable String decode(String header) {
        return percentDecoded(unquoted(header));
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static @Nullable String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            int value = text.charAt(i) == '%' ? escaped(text, i) : -1;
            if (value < 0) {
                i += literal(text, i, bytes);
            } else {
                bytes.write(value);
                i += 2;
            }
        }
        return utf8(bytes.toByteArray());
    }

    /** Copies the character at a place and returns how many more units it has than one. */
    private static int literal(String text, int at, ByteArrayOutputStream bytes) {
        String character = Character.toString(text.codePointAt(at));
        bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
        return character.length() - 1;
    }

    private static int escaped(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
