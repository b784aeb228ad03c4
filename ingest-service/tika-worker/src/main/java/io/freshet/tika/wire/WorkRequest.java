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
 * @param limits how far the reading may go
 * @param length bytes that follow
 */
public record WorkRequest(
        @Nullable String fileName, @Nullable String declaredType, Limits limits, long length) {

    public WorkRequest {
        if (length < 0) {
            throw new IllegalArgumentException("length out of range: " + length);
        }
    }

    void write(DataOutputStream out) throws IOException {
        Strings.write(out, fileName);
        Strings.write(out, declaredType);
        limits.write(out);
        out.writeLong(length);
    }

    static WorkRequest read(DataInputStream in) throws IOException {
        return new WorkRequest(Strings.readNullable(in), Strings.readNullable(in), Limits.read(in), in.readLong());
    }
}
