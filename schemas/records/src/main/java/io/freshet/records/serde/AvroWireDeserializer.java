package io.freshet.records.serde;

import static io.freshet.records.RecordException.Code.BAD_PAYLOAD;
import static io.freshet.records.RecordException.Code.TRAILING_BYTES;
import static io.freshet.records.RecordException.Code.UNREADABLE_SCHEMA;

import io.freshet.records.RecordException;
import io.freshet.records.SubjectStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro values in Confluent's wire format. Null stays null: a tombstone.
 *
 * <p>Safe for use by several threads once configured. Settings have Confluent's names; see {@link SerdeSettings}.
 * Throws {@link RecordException} when the record cannot be read by anybody, and {@link
 * io.freshet.records.registry.RegistryUnavailableException} when it could be read if only the registry answered.
 */
public final class AvroWireDeserializer implements Deserializer<Object> {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final @Nullable SchemaCache shared;
    private @Nullable Session session;
    private @Nullable SingleFlightCache<Schema, DatumReader<Object>> readers;

    /** Makes a deserializer that {@link #configure} connects to a registry of its own. */
    public AvroWireDeserializer() {
        this(null);
    }

    AvroWireDeserializer(@Nullable SchemaCache shared) {
        this.shared = shared;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Session open = Session.open(configs, isKey, shared);
        SerdeSettings.CacheLimits limits = open.settings().limits();
        session = open;
        readers = new SingleFlightCache<>(limits.entries(), FOR_EVER, limits.refusal(), System::nanoTime);
    }

    // Kafka's interface does not say that null goes in and comes out, but it does.
    @Override
    @SuppressWarnings("NullAway")
    public Object deserialize(String topic, byte @Nullable [] payload) {
        return payload == null ? null : read(topic, payload);
    }

    private Object read(String topic, byte[] payload) {
        Session open = Objects.requireNonNull(session, "configure() comes before deserialize()");
        int id = Frame.id(payload);
        Schema writer = open.cache().byId(id, subject(open.settings(), topic));
        if (writer.getType() == Schema.Type.BYTES) {
            return Arrays.copyOfRange(payload, Frame.LENGTH, payload.length);
        }
        DatumReader<Object> reader = Objects.requireNonNull(readers).get(writer, this::reader);
        return decode(reader, payload, "schema " + Integer.toUnsignedString(id) + ", " + writer.getFullName());
    }

    // Only with one schema per topic is the subject known before the schema is.
    private static @Nullable String subject(SerdeSettings settings, String topic) {
        SubjectStrategy strategy = settings.strategy();
        return strategy == SubjectStrategy.TOPIC_NAME ? strategy.subject(topic, settings.key(), "") : null;
    }

    private DatumReader<Object> reader(Schema writer) {
        SerdeSettings settings = Objects.requireNonNull(session).settings();
        if (!settings.specific()) {
            return new GenericDatumReader<>(writer, writer, ValueTypes.modelForGeneric(settings.logicalTypes()));
        }
        Schema reader = settings.readAs() == null
                ? ValueTypes.specificReader(writer)
                : SpecificData.get().getSchema(settings.readAs());
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new RecordException(
                    UNREADABLE_SCHEMA,
                    reader.getFullName() + " cannot be read from what was written as " + writer.getFullName());
        }
        return new SpecificDatumReader<>(writer, reader, ValueTypes.modelForSpecific(reader));
    }

    private static Object decode(DatumReader<Object> reader, byte[] payload, String what) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(payload, Frame.LENGTH, payload.length - Frame.LENGTH, null);
        try {
            Object value = reader.read(null, decoder);
            if (decoder.isEnd()) {
                // A string on its own is a Java string, as with Confluent; inside records Avro decides.
                return value instanceof Utf8 ? value.toString() : value;
            }
        } catch (AvroTypeException e) {
            throw new RecordException(UNREADABLE_SCHEMA, "cannot be read (" + what + "): " + e.getMessage(), e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new RecordException(BAD_PAYLOAD, "payload is not what its schema says (" + what + ")", e);
        }
        throw new RecordException(TRAILING_BYTES, "payload goes on after its value has ended (" + what + ")");
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
