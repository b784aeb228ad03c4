package io.freshet.records;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The document sequence as a record header: 8 bytes, big endian. Every record of {@code index-changes} carries it, so
 * that a tombstone, which has no value to carry anything, tells its sequence too.
 */
public final class SequenceHeader {
    /** The name of the header. */
    public static final String NAME = "freshet-sequence";

    private SequenceHeader() {}

    /** Sets the sequence, in place of one that may be there. */
    public static void write(Headers headers, long sequence) {
        headers.remove(NAME);
        headers.add(NAME, ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    }

    /** Returns the sequence, or empty when the record carries none. */
    public static OptionalLong read(Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header == null) {
            return OptionalLong.empty();
        }
        byte[] value = header.value();
        if (value == null || value.length != Long.BYTES) {
            throw new SerializationException("header " + NAME + " must have 8 bytes, but has "
                    + (value == null ? "no value" : String.valueOf(value.length)));
        }
        return OptionalLong.of(ByteBuffer.wrap(value).getLong());
    }
}
