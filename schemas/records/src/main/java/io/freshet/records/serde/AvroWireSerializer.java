package io.freshet.records.serde;

import static io.freshet.records.RecordException.Code.WRONG_TYPE;

import io.freshet.records.RecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro values, generated, generic or primitive, in Confluent's wire format. Null stays null: a tombstone.
 *
 * <p>Safe for use by several threads once configured. Settings have Confluent's names; see {@link SerdeSettings}.
 */
public final class AvroWireSerializer implements Serializer<Object> {
    private final @Nullable SchemaCache shared;
    private @Nullable Session session;

    /** Makes a serializer that {@link #configure} connects to a registry of its own. */
    public AvroWireSerializer() {
        this(null);
    }

    AvroWireSerializer(@Nullable SchemaCache shared) {
        this.shared = shared;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        session = Session.open(configs, isKey, shared);
    }

    // Kafka's interface does not say that null goes in and comes out, but it does.
    @Override
    @SuppressWarnings("NullAway")
    public byte[] serialize(String topic, @Nullable Object value) {
        return value == null ? null : write(topic, value);
    }

    private byte[] write(String topic, Object value) {
        Session open = Objects.requireNonNull(session, "configure() comes before serialize()");
        SerdeSettings settings = open.settings();
        Schema schema = ValueTypes.schemaOf(value);
        String subject = SubjectNames.subject(settings.strategy(), topic, settings.key(), schema);
        SchemaCache.WireSchema wire = open.cache().forWriting(subject, schema, settings);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            out.write(Frame.header(wire.id()));
            GenericData model = ValueTypes.modelForWriting(value, settings.logicalTypes());
            if (wire.schema().equals(schema)) {
                encode(value, schema, model, out);
            } else {
                encode(project(value, schema, wire.schema(), model), wire.schema(), new GenericData(), out);
            }
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw new RecordException(WRONG_TYPE, "value does not fit its schema " + schema.getFullName(), e);
        }
    }

    // Writing with one schema and reading with the other is the only projection that Avro defines.
    private static Object project(Object value, Schema from, Schema to, GenericData model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        encodeAvro(value, from, model, out);
        return new GenericDatumReader<>(from, to, new GenericData())
                .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
    }

    // As with Confluent, bytes at the root have no length of their own: they go to the end of the payload.
    private static void encode(Object value, Schema schema, GenericData model, ByteArrayOutputStream out)
            throws IOException {
        if (schema.getType() == Schema.Type.BYTES && value instanceof byte[] bytes) {
            out.write(bytes);
        } else if (schema.getType() == Schema.Type.BYTES && value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            out.write(bytes);
        } else {
            encodeAvro(value, schema, model, out);
        }
    }

    private static void encodeAvro(Object value, Schema schema, GenericData model, ByteArrayOutputStream out)
            throws IOException {
        DatumWriter<Object> writer = model instanceof SpecificData specific
                ? new SpecificDatumWriter<>(schema, specific)
                : new GenericDatumWriter<>(schema, model);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(value, encoder);
        encoder.flush();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
