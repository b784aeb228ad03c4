package io.freshet.records;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors on the wire: IEEE 754 binary32 numbers, little-endian, as in {@code ChunkPut.vector}. */
public final class Vectors {

    private Vectors() {}

    /** Encodes a vector. */
    public static ByteBuffer encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.order(ByteOrder.BIG_ENDIAN);
    }

    /** Decodes a vector; the buffer keeps its position. */
    public static float[] decode(ByteBuffer bytes) {
        if (bytes.remaining() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a vector must have a multiple of 4 bytes, but has " + bytes.remaining());
        }
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
