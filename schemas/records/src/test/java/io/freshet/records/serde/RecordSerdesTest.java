package io.freshet.records.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentEvent;
import io.freshet.records.RecordException;
import io.freshet.records.Samples;
import io.freshet.records.Topic;
import io.freshet.records.registry.Compatibility;
import io.freshet.records.registry.InMemoryRegistry;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordSerdesTest {
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final RecordSerdes serdes = new RecordSerdes(Map.of(), registry);

    @AfterEach
    void close() {
        serdes.close();
    }

    @Test
    void anEventComesBackAsItWentIn() {
        Topic<DocumentEvent> topic = Samples.TOPICS.documents();
        try (Serde<DocumentEvent> serde = serdes.serde(topic)) {
            byte[] payload = serde.serializer().serialize(topic.name(), Samples.event());

            DocumentEvent read = serde.deserializer().deserialize(topic.name(), payload);

            assertThat(read).isEqualTo(Samples.event());
            assertThat(payload).startsWith(0, 0, 0, 0, 1);
        }
    }

    @Test
    void indexChangesCarrySeveralTypesUnderSubjectsOfTheirOwn() {
        Topic<SpecificRecord> topic = Samples.TOPICS.indexChanges();
        try (Serde<SpecificRecord> serde = serdes.serde(topic)) {
            byte[] chunk = serde.serializer().serialize(topic.name(), Samples.chunk());
            byte[] head = serde.serializer().serialize(topic.name(), Samples.head());

            assertThat(serde.deserializer().deserialize(topic.name(), chunk)).isEqualTo(Samples.chunk());
            assertThat(serde.deserializer().deserialize(topic.name(), head)).isEqualTo(Samples.head());
            assertThat(registry.subjects())
                    .containsExactly(
                            "freshet.index-changes-io.freshet.records.ChunkPut",
                            "freshet.index-changes-io.freshet.records.HeadPut");
        }
    }

    @Test
    void everySubjectThatIsWrittenIsGuarded() {
        serdes.guard(Samples.TOPICS);

        try (Serde<SpecificRecord> changes = serdes.serde(Samples.TOPICS.indexChanges());
                Serde<DocumentEvent> events = serdes.serde(Samples.TOPICS.documents())) {
            changes.serializer().serialize(Samples.TOPICS.indexChanges().name(), Samples.chunk());
            changes.serializer().serialize(Samples.TOPICS.indexChanges().name(), Samples.head());
            events.serializer().serialize(Samples.TOPICS.documents().name(), Samples.event());
        }
        assertThat(registry.subjects()).hasSize(3).allSatisfy(subject -> assertThat(registry.compatibility(subject))
                .contains(Compatibility.BACKWARD_TRANSITIVE));
    }

    @Test
    void whereOthersRegisterTheyGuardToo() {
        try (RecordSerdes readers = new RecordSerdes(Map.of("auto.register.schemas", false), registry)) {
            readers.guard(Samples.TOPICS);
        }

        assertThat(Samples.TOPICS.subjects()).allSatisfy(subject -> assertThat(registry.compatibility(subject))
                .isEmpty());
    }

    @Test
    void tombstonesPassBothWaysWithoutTheRegistry() {
        Topic<SpecificRecord> topic = Samples.TOPICS.indexChanges();
        try (Serde<SpecificRecord> serde = serdes.serde(topic)) {
            assertThat(serde.serializer().serialize(topic.name(), null)).isNull();
            assertThat(serde.deserializer().deserialize(topic.name(), (byte[]) null))
                    .isNull();
            assertThat(registry.subjects()).isEmpty();
        }
    }

    @Test
    void aBufferAtAnyPositionIsReadToo() {
        Topic<ChunkPut> topic = typed(ChunkPut.class);
        try (Serde<ChunkPut> serde = serdes.serde(topic)) {
            byte[] payload = serde.serializer().serialize(topic.name(), Samples.chunk());
            ByteBuffer buffer = ByteBuffer.allocate(payload.length + 3);
            buffer.position(3);
            buffer.put(payload).position(3);

            ChunkPut read = serde.deserializer().deserialize(topic.name(), null, buffer);

            assertThat(read).isEqualTo(Samples.chunk());
        }
    }

    @Test
    void aRecordOfAnotherTopicsTypeIsRefused() {
        byte[] payload = serdes.serializer(Samples.TOPICS.indexChanges())
                .serialize(Samples.TOPICS.indexChanges().name(), Samples.head());
        Topic<DocumentEvent> topic = Samples.TOPICS.documents();

        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> serdes.deserializer(topic).deserialize(topic.name(), payload))
                .satisfies(e -> assertThat(e.code()).isEqualTo(RecordException.Code.WRONG_TYPE));
    }

    @Test
    void otherSerializersTakeOverByConfigurationAlone() {
        Map<String, String> config = Map.of(
                RecordSerdes.SERIALIZER,
                ForeignSerializer.class.getName(),
                RecordSerdes.DESERIALIZER,
                ForeignDeserializer.class.getName(),
                "schema.registry.url",
                "http://registry.example");
        Topic<DocumentEvent> topic = Samples.TOPICS.documents();
        try (RecordSerdes foreign = new RecordSerdes(config)) {
            byte[] payload = foreign.serializer(topic).serialize(topic.name(), Samples.event());
            DocumentEvent read = foreign.deserializer(topic).deserialize(topic.name(), payload);

            assertThat(payload).asString().contains("http://registry.example").contains("TopicNameStrategy");
            assertThat(read.getTenant()).isEqualTo("foreign");
        }
    }

    @Test
    void aSerializerThatIsNotThereIsNamed() {
        RecordSerdes missing = new RecordSerdes(
                Map.of(RecordSerdes.SERIALIZER, "com.example.Missing", "schema.registry.url", "http://r"), registry);

        assertThatThrownBy(() -> missing.serializer(Samples.TOPICS.documents()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("freshet.serializer")
                .hasMessageContaining("com.example.Missing");
        missing.close();
    }

    private static <V> Topic<V> typed(Class<V> type) {
        Topic<SpecificRecord> like = Samples.TOPICS.indexChanges();
        return new Topic<>(
                "typed",
                type,
                1,
                like.cleanUp(),
                like.retention(),
                "test",
                like.maxMessageBytes(),
                like.compression(),
                like.subjectStrategy());
    }
}
