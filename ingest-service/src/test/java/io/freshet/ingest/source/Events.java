package io.freshet.ingest.source;

import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.Metadata;
import io.freshet.records.Topics;
import io.freshet.records.Upsert;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.serde.RecordSerdes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Makes events and the records that carry them. */
public final class Events {

    public static final long TIMESTAMP = 1_750_000_000_000L;

    public final Topics topics = new Topics("freshet.", 4);
    public final RecordSerdes serdes = new RecordSerdes(Map.of(), new InMemoryRegistry());
    private final Serializer<DocumentEvent> serializer = serdes.serializer(topics.documents());

    public Deserializer<DocumentEvent> deserializer() {
        return serdes.deserializer(topics.documents());
    }

    public static Upsert upsert(String content) {
        return Upsert.newBuilder()
                .setContent(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                .setFileName("a.txt")
                .setMetadata(Metadata.newBuilder().build())
                .build();
    }

    public static Delete delete() {
        return new Delete("gone");
    }

    public static DocumentEvent event(String documentId, Object change) {
        return new DocumentEvent("e-" + documentId, "acme", documentId, 5L, Instant.ofEpochMilli(1000), change);
    }

    public ConsumerRecord<byte[], byte[]> record(int partition, long offset, DocumentEvent event) {
        String key = event.getTenant() + "/" + event.getDocumentId();
        return record(
                partition, offset, key, serializer.serialize(topics.documents().name(), event));
    }

    public ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, @Nullable String key, byte @Nullable [] value) {
        return record(partition, offset, TIMESTAMP, key, value);
    }

    ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, long timestamp, @Nullable String key, byte @Nullable [] value) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                topics.documents().name(),
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                bytes == null ? 0 : bytes.length,
                value == null ? 0 : value.length,
                bytes,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
