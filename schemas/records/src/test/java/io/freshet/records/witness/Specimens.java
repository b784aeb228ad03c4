package io.freshet.records.witness;

import io.freshet.records.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The values that travel between us and the witnesses, each under the topic it goes to. */
final class Specimens {
    private static final Schema NOTE = new Schema.Parser().parse("""
                    {"type": "record", "name": "Note", "namespace": "com.example", "fields": [
                      {"name": "text", "type": "string"},
                      {"name": "count", "type": ["null", "long"], "default": null},
                      {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
                      {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 2}},
                      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "parts", "type": {"type": "array", "items": "bytes"}},
                      {"name": "more", "type": {"type": "map", "values": "double"}}
                    ]}
                    """);

    private Specimens() {}

    static Map<String, Object> specific() {
        Map<String, Object> specimens = new LinkedHashMap<>();
        specimens.put("event", Samples.event());
        specimens.put("chunk", Samples.chunk());
        specimens.put("head", Samples.head());
        return specimens;
    }

    static Map<String, Object> generic() {
        Map<String, Object> specimens = new LinkedHashMap<>();
        specimens.put("note", note());
        specimens.put("word", "häuser");
        specimens.put("number", 1234567890123L);
        specimens.put("raw", "bytes".getBytes(StandardCharsets.UTF_8));
        return specimens;
    }

    /** Shows a value so that two of the same content look the same. */
    static String show(Object value) {
        return value instanceof byte[] bytes
                ? "bytes " + new String(bytes, StandardCharsets.UTF_8)
                : value.getClass().getSimpleName() + " " + value;
    }

    private static GenericRecord note() {
        GenericRecord note = new GenericData.Record(NOTE);
        note.put("text", "größer");
        note.put("count", 3L);
        note.put("kind", new GenericData.EnumSymbol(NOTE.getField("kind").schema(), "B"));
        note.put("hash", new GenericData.Fixed(NOTE.getField("hash").schema(), new byte[] {1, 2}));
        note.put("at", 1_700_000_000_000L);
        note.put("parts", List.of(ByteBuffer.wrap(new byte[] {3})));
        note.put("more", Map.of("x", 0.5));
        return note;
    }
}
