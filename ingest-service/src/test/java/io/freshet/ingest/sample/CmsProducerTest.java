package io.freshet.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class CmsProducerTest {

    @Test
    void theKeyIsTenantAndDocumentAndTheTokenIsWhereTheEventIs() throws Exception {
        // Given
        MockProducer<String, DocumentEvent> kafka =
                new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
        DocumentEvent event = new DocumentEvent("e", "acme", "a/b", 1L, Instant.EPOCH, new Delete("old"));

        // When
        String token;
        try (CmsProducer cms = new CmsProducer(kafka)) {
            token = cms.publish(event);
        }

        // Then
        assertThat(token).isEqualTo("0:0/a/b");
        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("freshet.documents");
            assertThat(record.key()).isEqualTo("acme/a/b");
        });
    }

    @Test
    void itsSettingsAreThoseOfAProducer() {
        ProducerConfig config = new ProducerConfig(CmsProducer.settings("127.0.0.1:9092", "http://127.0.0.1:8085"));

        assertThat(config.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(config.getClass(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG))
                .isEqualTo(io.freshet.records.serde.AvroWireSerializer.class);
    }
}
