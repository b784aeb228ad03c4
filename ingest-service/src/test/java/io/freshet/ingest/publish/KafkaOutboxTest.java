package io.freshet.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Origin;
import io.freshet.records.Topics;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.serde.RecordSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaOutboxTest {

    private final Topics topics = new Topics("freshet.", 4);
    private final RecordSerdes serdes = new RecordSerdes(Map.of(), new InMemoryRegistry());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Integer> waits = new ArrayList<>();

    private KafkaOutbox outbox(Backoff backoff) {
        return new KafkaOutbox(
                producer,
                topics,
                serdes.serializer(topics.extracted()),
                serdes.serializer(topics.deadLetters()),
                backoff);
    }

    private static ExtractedDocument document() {
        Origin origin = new Origin(0, 1L, "e", Instant.EPOCH, Instant.EPOCH, null);
        return new ExtractedDocument("acme", "a/b", origin, new Deleted(null));
    }

    @Test
    void anOutcomeIsSentUnderItsDocumentWithTheTimeOfItsEvent() throws Exception {
        // When
        outbox(waits::add).send(document(), 1234, new Fence());

        // Then
        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("freshet.extracted");
        assertThat(new String(sent.key(), StandardCharsets.UTF_8)).isEqualTo("acme/a/b");
        assertThat(sent.timestamp()).isEqualTo(1234);
    }

    @Test
    void whileKafkaIsAwayTheOutcomeIsHeld() throws Exception {
        // Given
        producer.sendException = new TimeoutException("away");

        // When
        outbox(attempt -> {
                    waits.add(attempt);
                    if (attempt == 3) {
                        producer.sendException = null;
                    }
                })
                .send(document(), 1234, new Fence());

        // Then
        assertThat(waits).containsExactly(1, 2, 3);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void whatIsTooLargeIsNotTriedAgain() {
        // Given
        producer.sendException = new RecordTooLargeException("too large");

        // Then
        assertThatThrownBy(() -> outbox(waits::add).send(document(), 1234, new Fence()))
                .isInstanceOf(OversizedException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void nothingPassesAClosedFence() throws Exception {
        // Given
        Fence fence = new Fence();
        fence.close(Duration.ZERO);

        // Then
        assertThatThrownBy(() -> outbox(waits::add).send(document(), 1234, fence))
                .isInstanceOf(FenceClosedException.class);
        assertThat(producer.history()).isEmpty();
    }
}
