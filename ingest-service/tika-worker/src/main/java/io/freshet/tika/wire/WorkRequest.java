package io.freshet.tika.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file to read; its bytes follow on the wire.
 *
 * @param fileName what the sender calls it, if anything
 * @param declaredType media type as the sender believes it to be
 * @param maxChars characters of text after which reading stops
 * @param maxBlockChars characters after which a block is cut in two
 * @param length bytes that follow
 */
public record WorkRequest(
        @Nullable String fileName, @Nullable String declaredType, int maxChars, int maxBlockChars, long length) {

    public WorkRequest {
        if (maxChars < 1 || maxBlockChars < 64 || length < 0) {
            throw new IllegalArgumentException("limits out of range: " + maxChars + ", " + maxBlockChars);
        }
    }

    void write(DataOutputStream out) throws IOException {
        Strings.write(out, fileName);
        Strings.write(out, declaredType);
        out.writeInt(maxChars);
        out.writeInt(maxBlockChars);
        out.writeLong(length);
    }

    static WorkRequest read(DataInputStream in) throws IOException {
        return new WorkRequest(
                Strings.readNullable(in), Strings.readNullable(in), in.readInt(), in.readInt(), in.readLong());
    }
}
