package io.freshet.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Avro's binary form and nothing around it: no frame, no registry, writer, reader and buffers made once. One thread. */
final class PlainAvro<T extends SpecificRecord> {
    private final SpecificDatumWriter<T> writer;
    private final SpecificDatumReader<T> reader;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);

    PlainAvro(Schema schema, SpecificData data) {
        this.writer = new SpecificDatumWriter<>(schema, data);
        this.reader = new SpecificDatumReader<>(schema, schema, data);
    }

    byte[] encode(T value) {
        try {
            out.reset();
            writer.write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The reader makes the class that the schema names; a null target means a new object.
    @SuppressWarnings("NullAway")
    T decode(byte[] bytes) {
        try {
            // A decoder that never leaves this method is cheaper than one that is kept: the JIT dissolves it.
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
