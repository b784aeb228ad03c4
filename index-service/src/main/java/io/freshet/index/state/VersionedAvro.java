package io.freshet.index.state;

import io.freshet.records.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
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

/**
 * One version byte, then plain Avro: state is read only by the program that wrote it or a newer one, so no registry is
 * asked.
 */
final class VersionedAvro<V> {
    private final String name;
    private final Map<Byte, Reading<V>> readings = new HashMap<>();

    private VersionedAvro(String name) {
        this.name = name;
    }

    /** Reads what stands behind a version byte. */
    @FunctionalInterface
    private interface Reading<V> {
        V read(byte[] bytes) throws IOException;
    }

    static <V> VersionedAvro<V> form(String name) {
        trustState();
        return new VersionedAvro<>(name);
    }

    /** Reads this version too. */
    <A extends SpecificRecord> VersionedAvro<V> reading(int version, Schema schema, Function<A, V> fromAvro) {
        readings.put((byte) version, bytes -> {
            SpecificDatumReader<A> reader = new SpecificDatumReader<>(schema, schema, model());
            return fromAvro.apply(
                    reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null)));
        });
        return this;
    }

    /** Returns the serde that writes this version. */
    <A extends SpecificRecord> Serde<V> writing(int version, Schema schema, Function<V, A> toAvro) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write((byte) version, schema, toAvro.apply(value)),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

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

    private V read(byte[] bytes) {
        Reading<V> reading = bytes.length == 0 ? null : readings.get(bytes[0]);
        if (reading == null) {
            throw new SerializationException(
                    "state was written in another form than " + name + "; reset the application's state");
        }
        try {
            return reading.read(bytes);
        } catch (IOException | RuntimeException broken) {
            throw new SerializationException("state cannot be read as " + name, broken);
        }
    }

    private static SpecificData model() {
        return SpecificData.getForSchema(DocumentStateV1.getClassSchema());
    }
}
