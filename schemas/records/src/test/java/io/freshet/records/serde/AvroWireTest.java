package io.freshet.records.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentEvent;
import io.freshet.records.HeadPut;
import io.freshet.records.RecordException;
import io.freshet.records.RecordException.Code;
import io.freshet.records.Samples;
import io.freshet.records.registry.Compatibility;
import io.freshet.records.registry.RegistryUnavailableException;
import io.freshet.records.registry.SchemaReference;
import io.freshet.records.registry.SchemaText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroWireTest {
    private static final Schema NOTE_1 = record("{\"name\":\"text\",\"type\":\"string\"}");
    private static final Schema NOTE_2 =
            record("{\"name\":\"text\",\"type\":\"string\"},{\"name\":\"stars\",\"type\":\"int\",\"default\":3}");

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final SchemaCache cache = new SchemaCache(
            registry, new SerdeSettings.CacheLimits(100, Duration.ofSeconds(60), Duration.ofSeconds(5)), nanos::get);

    @Nested
    class Framing {

        @Test
        void eachDefectHasItsOwnCode() {
            registry.memory.register("t-value", new SchemaText("\"int\""), false);

            assertCode(Code.TOO_SHORT, () -> read(new byte[0]));
            assertCode(Code.TOO_SHORT, () -> read(new byte[] {0, 0, 0, 1}));
            assertCode(Code.BAD_MAGIC, () -> read("{\"json\": 1}".getBytes(StandardCharsets.UTF_8)));
            assertCode(
                    Code.GUID_FRAME,
                    () -> read(ByteBuffer.allocate(17).put((byte) 1).array()));
            assertCode(Code.BAD_PAYLOAD, () -> read(new byte[] {0, 0, 0, 0, 1}));
            assertCode(Code.TRAILING_BYTES, () -> read(new byte[] {0, 0, 0, 0, 1, 2, 0}));
            assertThat(read(new byte[] {0, 0, 0, 0, 1, 2})).isEqualTo(1);
        }

        @Test
        void idsAreUnsignedAndBigEndian() {
            assertCode(Code.UNKNOWN_SCHEMA, () -> read(new byte[] {0, (byte) 0xFF, 0, 0, 1, 2}));

            assertThat(registry.asked).containsExactly("id 4278190081 of t-value");
            assertThat(Frame.header(0xFF000001)).containsExactly(0, 0xFF, 0, 0, 1);
        }
    }

    @Nested
    class HostilePayloads {

        @Test
        void aLengthBeyondThePayloadAllocatesNothing() {
            registry.memory.register("t-value", new SchemaText("\"string\""), false);
            byte[] twoGigabytes = {0, 0, 0, 0, 1, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};

            assertCode(Code.BAD_PAYLOAD, () -> read(twoGigabytes));
        }

        @Test
        void anEndlessArrayOfNothingIsRefused() {
            registry.memory.register("t-value", new SchemaText("{\"type\":\"array\",\"items\":\"null\"}"), false);
            byte[] twoBillionNulls = {0, 0, 0, 0, 1, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 0};

            assertCode(Code.BAD_PAYLOAD, () -> read(twoBillionNulls));
        }

        @Test
        void endlessNestingIsRefused() {
            registry.memory.register(
                    "t-value",
                    new SchemaText("{\"type\":\"record\",\"name\":\"L\",\"fields\":["
                            + "{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}"),
                    false);
            byte[] nested = new byte[1_000_000];
            Arrays.fill(nested, (byte) 2);
            ByteBuffer.wrap(nested).put((byte) 0).putInt(1);

            assertCode(Code.BAD_PAYLOAD, () -> read(nested));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 31, 60})
        void aTruncatedRecordIsRefused(int cut) {
            byte[] payload = write(Map.of(), Samples.event());
            byte[] truncated = Arrays.copyOf(payload, payload.length - cut);

            assertCode(Code.BAD_PAYLOAD, () -> read(Map.of("specific.avro.reader", true), truncated));
        }
    }

    @Nested
    class Modes {

        @Test
        void withoutRegistrationASchemaMustBeThere() {
            Map<String, ?> production = Map.of("auto.register.schemas", false);
            assertCode(Code.UNKNOWN_SUBJECT, () -> write(production, note(NOTE_1)));
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            registry.memory.register("t-value", new SchemaText(NOTE_1.toString()), false);

            assertThat(write(production, note(NOTE_1))).startsWith(0, 0, 0, 0, 1);
            assertThat(registry.memory.versions("t-value")).hasSize(1);
        }

        @Test
        void anIncompatibleSchemaIsFinal() {
            write(Map.of(), note(NOTE_1));
            GenericRecord other = new GenericData.Record(record("{\"name\":\"other\",\"type\":\"int\"}"));
            other.put("other", 1);

            assertCode(Code.INCOMPATIBLE, () -> write(Map.of(), other));
        }

        @Test
        void theNewestVersionIsWrittenWithItsDefaultsFilledIn() {
            registry.memory.register("t-value", new SchemaText(NOTE_1.toString()), false);
            registry.memory.register("t-value", new SchemaText(NOTE_2.toString()), false);

            byte[] payload = write(latest(), note(NOTE_1));

            assertThat(payload).startsWith(0, 0, 0, 0, 2);
            assertThat(read(payload)).hasToString("{\"text\": \"hello\", \"stars\": 3}");
        }

        @Test
        void theNewestVersionMustHoldEverythingTheValueCan() {
            registry.memory.register("t-value", new SchemaText("\"int\""), false);

            assertCode(Code.INCOMPATIBLE, () -> write(latest(), note(NOTE_1)));
        }

        @Test
        void theNewestVersionIsAskedForAgainAfterAWhile() {
            registry.memory.register("t-value", new SchemaText(NOTE_1.toString()), false);
            write(latest(), note(NOTE_1));
            registry.memory.register("t-value", new SchemaText(NOTE_2.toString()), false);

            assertThat(write(latest(), note(NOTE_1))).startsWith(0, 0, 0, 0, 1);
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            assertThat(write(latest(), note(NOTE_1))).startsWith(0, 0, 0, 0, 2);
        }

        @Test
        void aUnionThatIsTheNewestVersionTakesItsBranches() {
            String union = "[" + NOTE_1 + ",\"int\"]";
            registry.memory.setCompatibility(null, Compatibility.NONE);
            registry.memory.register("t-value", new SchemaText(union), false);

            assertThat(read(write(latest(), note(NOTE_1)))).hasToString("{\"text\": \"hello\"}");
            assertThat(read(write(latest(), 5))).isEqualTo(5);
        }

        @Test
        void normalizationIsPassedOn() {
            write(Map.of("normalize.schemas", true), note(NOTE_1));

            assertThat(registry.asked).containsExactly("register t-value normalized");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                    "TopicRecordNameStrategy",
                    "TOPIC_RECORD_NAME"
                })
        void subjectStrategiesGoByConfluentsNamesAndShortOnes(String name) {
            write(Map.of("value.subject.name.strategy", name), note(NOTE_1));

            assertThat(registry.asked).containsExactly("register t-x.Note");
        }

        @Test
        void keysAndRecordNamesHaveSubjectsOfTheirOwn() {
            AvroWireSerializer keys = new AvroWireSerializer(cache);
            keys.configure(Map.of(), true);
            keys.serialize("t", note(NOTE_1));
            write(Map.of("value.subject.name.strategy", "RecordNameStrategy"), note(NOTE_1));

            assertThat(registry.asked).containsExactly("register t-key", "register x.Note");
            assertCode(Code.WRONG_TYPE, () -> write(Map.of("value.subject.name.strategy", "RecordNameStrategy"), 5));
        }

        @Test
        void whatIsNotSupportedIsRefusedRatherThanIgnored() {
            for (Map<String, ?> settings : List.of(
                    Map.<String, Object>of("schema.reflection", true),
                    Map.<String, Object>of("use.schema.id", 5),
                    Map.<String, Object>of("value.subject.name.strategy", "com.example.Own"))) {
                assertThatThrownBy(() -> write(settings, 5)).isInstanceOf(ConfigException.class);
            }
        }

        private Map<String, ?> latest() {
            return Map.of("auto.register.schemas", false, "use.latest.version", true);
        }
    }

    @Nested
    class Resolution {

        @Test
        void aGeneratedClassReadsWhatAnOlderWriterWrote() {
            Schema older = without(HeadPut.getClassSchema(), "deleted");
            GenericRecord head = new GenericData.Record(older);
            HeadPut sample = Samples.head();
            GenericRecord generic = (GenericRecord) read(write(Map.of(), sample));
            older.getFields().forEach(field -> head.put(field.name(), generic.get(field.name())));
            registry.memory.setCompatibility(null, Compatibility.NONE);

            Object read = read(Map.of("specific.avro.reader", true), write(Map.of(), head));

            assertThat(read).isEqualTo(sample);
        }

        @Test
        void aRecordCanBeReadAsANamedClass() {
            byte[] payload = write(Map.of(), Samples.event());

            Object read = read(Map.of("specific.avro.value.type", DocumentEvent.class.getName()), payload);

            assertThat(read).isEqualTo(Samples.event());
            assertCode(
                    Code.UNREADABLE_SCHEMA,
                    () -> read(Map.of("specific.avro.value.type", ChunkPut.class.getName()), payload));
        }

        @Test
        void aRecordWithoutAClassIsNamed() {
            byte[] payload = write(Map.of(), note(NOTE_1));

            assertCode(Code.WRONG_TYPE, () -> read(Map.of("specific.avro.reader", true), payload));
        }

        @Test
        void logicalTypesAreNumbersUntilAskedFor() {
            Schema schema =
                    record("{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}");
            GenericRecord record = new GenericData.Record(schema);
            record.put("at", 1000L);
            byte[] payload = write(Map.of(), record);
            Map<String, ?> converters = Map.of("avro.use.logical.type.converters", true);

            GenericRecord converted = (GenericRecord) read(converters, payload);

            assertThat(((GenericRecord) read(payload)).get("at")).isEqualTo(1000L);
            assertThat(converted.get("at")).isEqualTo(Instant.ofEpochSecond(1));
            assertThat(write(converters, converted)).isEqualTo(payload);
        }

        @Test
        void valuesWithoutARecordComeBackToo() {
            registry.memory.setCompatibility(null, Compatibility.NONE);
            byte[] bytes = {1, 2, 3};
            List<Object> values = List.of(true, 7, 8L, 0.5f, 0.25d, "häuser");
            for (Object value : values) {
                assertThat(read(write(Map.of(), value))).isEqualTo(value);
            }
            assertThat(read(write(Map.of(), bytes))).isEqualTo(bytes);
            assertThat(read(write(Map.of(), ByteBuffer.wrap(bytes)))).isEqualTo(bytes);
            assertCode(Code.WRONG_TYPE, () -> write(Map.of(), new Object()));
        }

        @Test
        void aUnionOfGeneratedRecordsGivesInstancesOfTheirClasses() {
            String union = "[" + ChunkPut.getClassSchema() + ",\"null\"]";
            registry.memory.setCompatibility(null, Compatibility.NONE);
            registry.memory.register("t-value", new SchemaText(union), false);
            Map<String, ?> latest = Map.of("auto.register.schemas", false, "use.latest.version", true);

            byte[] payload = write(latest, Samples.chunk());

            assertThat(read(Map.of("specific.avro.reader", true), payload)).isEqualTo(Samples.chunk());
        }

        @Test
        void aValueThatDoesNotFitItsSchemaIsTheRecordsFault() {
            assertCode(Code.WRONG_TYPE, () -> write(Map.of(), new GenericData.Record(NOTE_1)));
            assertThat(Code.WRONG_TYPE.recordAtFault()).isTrue();
            assertThat(Code.FORBIDDEN.recordAtFault()).isFalse();
        }
    }

    @Nested
    class References {

        @Test
        void whatASchemaRefersToIsFetchedDepthFirstAndOnce() {
            register("a", "{\"type\":\"fixed\",\"name\":\"x.A\",\"size\":1}");
            register("b", recordOf("x.B", "x.A"), new SchemaReference("x.A", "a", 1));
            register("c", recordOf("x.C", "x.A"), new SchemaReference("x.A", "a", 1));
            SchemaText text = new SchemaText(
                    "{\"type\":\"record\",\"name\":\"x.D\",\"fields\":[{\"name\":\"b\",\"type\":\"x.B\"},"
                            + "{\"name\":\"c\",\"type\":\"x.C\"}]}",
                    List.of(new SchemaReference("x.B", "b", 1), new SchemaReference("x.C", "c", 1)));
            int id = registry.memory.register("t-value", text, false);

            Object value = read(ByteBuffer.allocate(7)
                    .put((byte) 0)
                    .putInt(id)
                    .put((byte) 5)
                    .put((byte) 6)
                    .array());

            assertThat(value).asString().contains("5").contains("6");
            assertThat(registry.asked)
                    .containsExactly("id 4 of t-value", "version 1 of b", "version 1 of a", "version 1 of c");
        }

        @Test
        void aCycleEndsWithAnError() {
            SchemaText self = new SchemaText("\"int\"", List.of(new SchemaReference("x", "loop", 1)));
            registry.always = self;

            assertThatExceptionOfType(RecordException.class)
                    .isThrownBy(() -> read(new byte[] {0, 0, 0, 0, 1, 2}))
                    .withMessageContaining("cycle through loop version 1");
        }

        private void register(String subject, String schema, SchemaReference... references) {
            registry.memory.register(subject, new SchemaText(schema, List.of(references)), false);
        }

        private String recordOf(String name, String type) {
            return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[{\"name\":\"f\",\"type\":\"" + type
                    + "\"}]}";
        }
    }

    @Nested
    class RegistryDown {

        @Test
        void anOutageIsRetriableAndNotRemembered() {
            byte[] payload = write(Map.of(), note(NOTE_1));
            registry.down = true;
            assertThatThrownBy(() -> read(payload)).isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> write(Map.of(), 5)).isInstanceOf(RegistryUnavailableException.class);

            registry.down = false;

            assertThat(read(payload)).isEqualTo(note(NOTE_1));
        }

        @Test
        void knownSchemasKeepWorking() {
            Map<String, ?> latest = Map.of("auto.register.schemas", false, "use.latest.version", true);
            registry.memory.register("t-value", new SchemaText(NOTE_1.toString()), false);
            byte[] payload = write(latest, note(NOTE_1));
            read(payload);
            registry.down = true;
            nanos.addAndGet(Duration.ofHours(3).toNanos());

            assertThat(read(payload)).isEqualTo(note(NOTE_1));
            assertThat(write(latest, note(NOTE_1))).isEqualTo(payload);
        }

        @Test
        void anUnknownIdIsOneRequestForManyRecords() {
            for (int i = 0; i < 50; i++) {
                assertCode(Code.UNKNOWN_SCHEMA, () -> read(new byte[] {0, 0, 0, 0, 9, 2}));
            }
            assertThat(registry.asked).hasSize(1);

            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            assertCode(Code.UNKNOWN_SCHEMA, () -> read(new byte[] {0, 0, 0, 0, 9, 2}));

            assertThat(registry.asked).hasSize(2);
        }
    }

    @Test
    void manyThreadsShareOneSerializerAndOneRequest() throws Exception {
        AvroWireSerializer serializer = new AvroWireSerializer(cache);
        serializer.configure(Map.of(), false);
        AvroWireDeserializer deserializer = new AvroWireDeserializer(cache);
        deserializer.configure(Map.of("specific.avro.reader", true), false);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> results = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int number = thread;
            results.add(threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    DocumentEvent event = DocumentEvent.newBuilder(Samples.event())
                            .setEventId("e" + number + "-" + i)
                            .build();
                    assertThat(deserializer.deserialize("t", serializer.serialize("t", event)))
                            .isEqualTo(event);
                }
            }));
        }
        for (Future<?> result : results) {
            result.get();
        }
        threads.shutdown();

        assertThat(registry.asked).containsExactly("register t-value", "id 1 of t-value");
    }

    @Test
    void closingTwiceIsFine() {
        AvroWireSerializer serializer = new AvroWireSerializer();
        serializer.configure(Map.of("schema.registry.url", "http://127.0.0.1:9"), false);
        AvroWireDeserializer deserializer = new AvroWireDeserializer();

        serializer.close();
        serializer.close();
        deserializer.close();

        assertThat(serializer.serialize("t", null)).isNull();
    }

    private byte[] write(Map<String, ?> settings, Object value) {
        AvroWireSerializer serializer = new AvroWireSerializer(cache);
        serializer.configure(settings, false);
        return serializer.serialize("t", value);
    }

    private Object read(byte[] payload) {
        return read(new HashMap<>(), payload);
    }

    private Object read(Map<String, ?> settings, byte[] payload) {
        AvroWireDeserializer deserializer = new AvroWireDeserializer(cache);
        deserializer.configure(settings, false);
        return deserializer.deserialize("t", payload);
    }

    private static GenericRecord note(Schema schema) {
        GenericRecord note = new GenericData.Record(schema);
        note.put("text", new Utf8("hello"));
        return note;
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"x.Note\",\"fields\":[" + fields + "]}");
    }

    private static Schema without(Schema schema, String name) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (!field.name().equals(name)) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static void assertCode(Code code, Runnable action) {
        assertThatExceptionOfType(RecordException.class).isThrownBy(action::run).satisfies(e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
