package io.freshet.tika.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text on the wire: a length and UTF-8; the JDK's own form ends at 64 KiB. */
final class Strings {

    private static final int ABSENT = -1;
    private static final int MOST_BYTES = 64 << 20;

    private Strings() {}

    static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static String read(DataInputStream in) throws IOException {
        String text = readNullable(in);
        if (text == null) {
            throw new WireException("text is missing");
        }
        return text;
    }

    static <E extends Enum<E>> E readConstant(DataInputStream in, Class<E> type) throws IOException {
        String name = read(in);
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new WireException("unknown " + type.getSimpleName());
        }
    }

    static @Nullable String readNullable(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new WireException("text of " + length + " bytes");
        }
        byte[] utf8 = new byte[length];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
