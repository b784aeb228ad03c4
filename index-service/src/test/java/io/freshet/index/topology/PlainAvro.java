package io.freshet.index.topology;

import io.freshet.records.ChunkPut;
import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.HeadPut;
import io.freshet.records.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes without a registry: the first byte names the schema. */
public final class PlainAvro {
    private static final List<Schema> SCHEMAS = List.of(
            ExtractedDocument.getClassSchema(),
            ChunkPut.getClassSchema(),
            HeadPut.getClassSchema(),
            DeadLetter.getClassSchema());

    private PlainAvro() {}

    /** Returns the wire form of all topics. */
    public static Wire wire() {
        return new Wire(serde(), serde(), serde());
    }

    /** Returns a serde of any of the records. */
    public static <T extends SpecificRecord> Serde<T> serde() {
        TrustedRecords.trust();
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(value),
                (topic, bytes) -> bytes == null ? null : read(bytes, new SpecificDatumReader<T>(model())));
    }

    private static byte[] write(SpecificRecord value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(SCHEMAS.indexOf(value.getSchema()));
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(value.getSchema(), SpecificData.getForSchema(value.getSchema()))
                    .write(value, encoder);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static <T extends SpecificRecord> T read(byte[] bytes, SpecificDatumReader<T> reader) {
        if (bytes.length == 0 || bytes[0] < 0 || bytes[0] >= SCHEMAS.size()) {
            throw new SerializationException("not one of our records");
        }
        try {
            Schema schema = SCHEMAS.get(bytes[0]);
            reader.setSchema(schema);
            reader.setExpected(schema);
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null));
        } catch (IOException | RuntimeException broken) {
            throw new SerializationException(broken);
        }
    }

    /** Knows how times are written; all our schemas write them alike. */
    private static SpecificData model() {
        return SpecificData.getForSchema(ExtractedDocument.getClassSchema());
    }
}
