package io.freshet.ingest.sample;

import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.Metadata;
import io.freshet.records.Upsert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes changes of documents to Kafka, as a content management system would. */
public final class CmsProducer implements AutoCloseable {

    private static final String TOPIC = "freshet.documents";

    private final Producer<String, DocumentEvent> producer;

    CmsProducer(Producer<String, DocumentEvent> producer) {
        this.producer = producer;
    }

    /** Settings; those of Confluent's serializer have the same names, so its class can take the other's place. */
    static Properties settings(String bootstrapServers, String registryUrl) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        // Or io.confluent.kafka.serializers.KafkaAvroSerializer.
        settings.put("value.serializer", "io.freshet.records.serde.AvroWireSerializer");
        settings.put("schema.registry.url", registryUrl);
        // Freshet has registered the schema; an event that does not fit it is to fail here.
        settings.put("auto.register.schemas", "false");
        // No change is lost, and those of a document stay in order.
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("compression.type", "lz4");
        // A file of 16 MiB travels in its event.
        settings.put("max.request.size", String.valueOf(18 << 20));
        return settings;
    }

    /** Sends an event and returns the token by which a search can wait for it. */
    String publish(DocumentEvent event) throws ExecutionException, InterruptedException {
        // The key decides the partition, and with it the order: always tenant/documentId.
        String key = new DocumentKey(event.getTenant(), event.getDocumentId()).toString();
        RecordMetadata at =
                producer.send(new ProducerRecord<>(TOPIC, key, event)).get();
        return at.partition() + ":" + at.offset() + "/" + event.getDocumentId();
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Publishes one page: {@code CmsProducer 127.0.0.1:9092 http://127.0.0.1:8085}. */
    public static void main(String[] arguments) throws Exception {
        DocumentEvent event = DocumentEvent.newBuilder()
                .setEventId("cms-10490")
                .setTenant("default")
                .setDocumentId("handbook/canteen.md")
                .setVersion(1L)
                .setOccurredAt(Instant.parse("2026-11-20T09:38:00Z"))
                .setChange(Upsert.newBuilder()
                        .setContent(ByteBuffer.wrap(
                                "# Canteen\n\nSoup is served from noon.\n".getBytes(StandardCharsets.UTF_8)))
                        .setFileName("canteen.md")
                        .setContentType("text/markdown")
                        .setMetadata(Metadata.newBuilder()
                                .setTitle("Canteen")
                                .setSource("handbook")
                                .setReaders(List.of("staff"))
                                .build())
                        .build())
                .build();
        try (CmsProducer cms = new CmsProducer(new KafkaProducer<>(settings(arguments[0], arguments[1])))) {
            System.out.println(cms.publish(event));
        }
    }
}
