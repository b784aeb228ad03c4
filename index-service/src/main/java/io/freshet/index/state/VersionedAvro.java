package io.freshet.index.state;

import io.freshet.records.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** One version byte, then plain Avro: state is read only by the program that wrote it, so no registry is asked. */
final class VersionedAvro {
    private VersionedAvro() {}

    /** Since 1.12 Avro makes instances only of classes that somebody vouched for; what others vouched for stays. */
    private static void trustState() {
        // First, because both read the one global predicate and write it back.
        TrustedRecords.trust();
        synchronized (VersionedAvro.class) {
            ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
            if (!before.isTrusted(DocumentStateV1.class)) {
                String ours = DocumentStateV1.class.getPackageName();
                ClassSecurityValidator.setGlobal(
                        ClassSecurityValidator.composite(before, type -> ours.equals(type.getPackageName())));
            }
        }
    }

    static <V, A extends SpecificRecord> Serde<V> serde(
            byte version, Schema schema, Function<V, A> toAvro, Function<A, V> fromAvro) {
        trustState();
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(version, schema, toAvro.apply(value)),
                (topic, bytes) -> bytes == null
                        ? null
                        : fromAvro.apply(read(version, new SpecificDatumReader<A>(schema, schema, model()), bytes)));
    }

    private static <A extends SpecificRecord> byte[] write(byte version, Schema schema, A value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(version);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<A>(schema, model()).write(value, encoder);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static <A extends SpecificRecord> A read(byte version, SpecificDatumReader<A> reader, byte[] bytes) {
        String form = reader.getExpected().getName();
        if (bytes.length == 0 || bytes[0] != version) {
            throw new SerializationException(
                    "state was written in another form than " + form + "; reset the application's state");
        }
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null));
        } catch (IOException | RuntimeException broken) {
            throw new SerializationException("state cannot be read as " + form, broken);
        }
    }

    private static SpecificData model() {
        return SpecificData.getForSchema(DocumentStateV1.getClassSchema());
    }
}
