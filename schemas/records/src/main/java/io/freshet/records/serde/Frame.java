package io.freshet.records.serde;

import static io.freshet.records.RecordException.Code.BAD_MAGIC;
import static io.freshet.records.RecordException.Code.GUID_FRAME;
import static io.freshet.records.RecordException.Code.TOO_SHORT;

import io.freshet.records.RecordException;
import java.nio.ByteBuffer;

/** What stands in front of a value: a zero byte and the schema id, unsigned, in four bytes, big endian. */
final class Frame {
    static final int LENGTH = 5;
    private static final byte MAGIC = 0;
    private static final byte GUID_MAGIC = 1;

    private Frame() {}

    static byte[] header(int id) {
        return ByteBuffer.allocate(LENGTH).put(MAGIC).putInt(id).array();
    }

    /** Returns the schema id, as the bits of an unsigned number. */
    static int id(byte[] payload) {
        if (payload.length > 0 && payload[0] == GUID_MAGIC) {
            throw new RecordException(
                    GUID_FRAME, "payload names its schema by a GUID (magic byte 1); only ids (magic byte 0) are read");
        }
        if (payload.length > 0 && payload[0] != MAGIC) {
            throw new RecordException(
                    BAD_MAGIC,
                    "payload begins with byte " + (payload[0] & 0xFF) + ", not with 0; it is not in the wire format");
        }
        if (payload.length < LENGTH) {
            throw new RecordException(
                    TOO_SHORT, "payload has " + payload.length + " bytes, but a schema id alone takes " + LENGTH);
        }
        return ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt();
    }
}
