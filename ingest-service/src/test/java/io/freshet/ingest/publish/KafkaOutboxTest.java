package io.freshet.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Origin;
import io.freshet.records.Topics;
import io.freshet.records.TraceContext;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaOutboxTest {

    private final Topics topics = new Topics("freshet.", 4);
    private final RecordSerdes serdes = new RecordSerdes(Map.of(), new InMemoryRegistry());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Duration> waits = new ArrayList<>();

    private KafkaOutbox outbox(Pauser pauser) {
        return new KafkaOutbox(
                producer,
                topics,
                serdes.serializer(topics.extracted()),
                serdes.serializer(topics.deadLetters()),
                Patience.endless(Duration.ofMillis(1), Duration.ofMillis(3)),
                pauser);
    }

    private static ExtractedDocument document() {
        Origin origin = new Origin(0, 1L, "e", Instant.EPOCH, Instant.EPOCH, null);
        return new ExtractedDocument("acme", "a/b", origin, new Deleted(null));
    }

    @Test
    void anOutcomeIsSentUnderItsDocumentWithTheTimeOfItsEvent() throws Exception {
        // When
        outbox(waits::add).send(document(), 1234, TraceContext.NONE, new Fence());

        // Then
        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("freshet.extracted");
        assertThat(new String(sent.key(), StandardCharsets.UTF_8)).isEqualTo("acme/a/b");
        assertThat(sent.timestamp()).isEqualTo(1234);
    }

    @Test
    void theTraceOfTheEventGoesOnWithItsOutcome() throws Exception {
        // Given
        TraceContext trace = TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b");

        // When
        outbox(waits::add).send(document(), 1234, trace, new Fence());

        // Then
        assertThat(TraceContext.in(producer.history().get(0).headers())).isEqualTo(trace);
    }

    @Test
    void whileKafkaIsAwayTheOutcomeIsHeld() throws Exception {
        // Given
        producer.sendException = new TimeoutException("away");

        // When
        outbox(pause -> {
                    waits.add(pause);
                    if (waits.size() == 3) {
                        producer.sendException = null;
                    }
                    return true;
                })
                .send(document(), 1234, TraceContext.NONE, new Fence());

        // Then
        assertThat(waits).containsExactly(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void whatIsTooLargeIsNotTriedAgain() {
        // Given
        producer.sendException = new RecordTooLargeException("too large");

        // Then
        assertThatThrownBy(() -> outbox(waits::add).send(document(), 1234, TraceContext.NONE, new Fence()))
                .isInstanceOf(OversizedException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void aRecordThatKafkaWillNeverTakeIsNotTriedAgain() {
        // Given
        producer.sendException = new InvalidTimestampException("of tomorrow");

        // Then
        assertThatThrownBy(() -> outbox(waits::add).send(document(), 1234, TraceContext.NONE, new Fence()))
                .isInstanceOf(RefusedException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void whatTheBrokerCannotNameIsTheRecordsFaultWhenItComesAgain() {
        // Given
        producer.sendException = new UnknownServerException("something");

        // Then
        assertThatThrownBy(() -> outbox(waits::add).send(document(), 1234, TraceContext.NONE, new Fence()))
                .isInstanceOf(RefusedException.class);
        assertThat(waits).hasSize(4);
    }

    @Test
    void withoutPermissionTheOutcomeIsHeldUntilTheOperatorGrantsIt() throws Exception {
        // Given
        producer.sendException = new TopicAuthorizationException("not allowed");

        // When
        outbox(pause -> {
                    waits.add(pause);
                    if (waits.size() == 20) {
                        producer.sendException = null;
                    }
                    return true;
                })
                .send(document(), 1234, TraceContext.NONE, new Fence());

        // Then
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void whoeverDoesNotKnowWhetherItMaySendWaitsUntilItDoes() throws Exception {
        // Given
        Fence fence = new Fence(() -> waits.size() == 2);

        // When
        outbox(waits::add).send(document(), 1234, TraceContext.NONE, fence);

        // Then
        assertThat(waits).hasSize(2);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void nothingPassesAClosedFence() throws Exception {
        // Given
        Fence fence = new Fence();
        fence.close(Duration.ZERO);

        // Then
        assertThatThrownBy(() -> outbox(waits::add).send(document(), 1234, TraceContext.NONE, fence))
                .isInstanceOf(FenceClosedException.class);
        assertThat(producer.history()).isEmpty();
    }
}
