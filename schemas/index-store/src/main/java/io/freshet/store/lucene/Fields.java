package io.freshet.store.lucene;

import io.freshet.store.Filter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** The names of the index's fields and the forms of their values. Changing one needs a new format version. */
final class Fields {
    static final String KIND = "kind";
    static final Term IS_CHUNK = new Term(KIND, "chunk");
    static final Term IS_HEAD = new Term(KIND, "head");

    /** The row itself, see {@link ChunkRow} and {@link HeadRow}. */
    static final String ROW = "row";

    static final String CHUNK_ID = "id";
    static final String HEAD_ID = "head";
    static final String WORDS = "words";
    static final String VECTOR = "vector";
    static final String ORDER = "order";
    static final String SINCE = "since";
    static final String PARENT = "parent";
    static final String ATTRIBUTE = "attribute";
    static final String MODIFIED = "modified";

    /** Present in chunks without readers; a field of its own, so that no principal's name can mean everybody. */
    static final Term FOR_EVERYBODY = new Term("everybody", "yes");

    private Fields() {}

    static String nameOf(Filter.Field field) {
        return switch (field) {
            case DOCUMENT_ID -> "document";
            case SOURCE -> "source";
            case LANGUAGE -> "language";
            case MEDIA_TYPE -> "mediaType";
            case TAGS -> "tags";
            case READERS -> "readers";
        };
    }

    /** Sixteen bytes that sort as the id's text does. */
    static BytesRef idBytes(UUID id) {
        return new BytesRef(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    static UUID id(BytesRef bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** The name's length in front keeps "a=b" with value "c" apart from "a" with value "b=c". */
    static String attribute(String name, String value) {
        return name.length() + ":" + name + "=" + value;
    }

    /** Microseconds: fine enough for every source, wide enough for every year. */
    static long micros(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
