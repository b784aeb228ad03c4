package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DocumentSourceTest {

    private final Events events = new Events();
    private final String topic = events.topics.documents().name();
    private final TopicPartition zero = new TopicPartition(topic, 0);
    private final TopicPartition one = new TopicPartition(topic, 1);
    private final ListOutbox outbox = new ListOutbox();
    private final ScriptedExtractor extractor = new ScriptedExtractor();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private DocumentSource source;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(Events.TIMESTAMP), ZoneOffset.UTC);
        DocumentHandler handler = new DocumentHandler(
                new EventReader(events.deserializer()),
                new NoContent(),
                extractor,
                outbox,
                new IngestMeters(new SimpleMeterRegistry(), clock),
                clock);
        source = new DocumentSource(consumer, topic, handler, 4, attempt -> {});
        consumer.updateBeginningOffsets(Map.of(zero, 0L, one, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(zero, one)));
    }

    @AfterEach
    void close() {
        extractor.release.countDown();
        source.close();
    }

    /** Hands all records to one poll, which makes them one batch. */
    private void batch(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private ConsumerRecord<byte[], byte[]> upsert(int partition, long offset, String documentId, String content) {
        DocumentEvent event = Events.event(documentId, Events.upsert(content));
        return events.record(partition, offset, event);
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata offset = new HashMap<>(consumer.committed(Set.of(partition))).get(partition);
        return offset == null ? -1 : offset.offset();
    }

    private List<String> sent() {
        return outbox.documents.stream().map(ExtractedDocument::getDocumentId).toList();
    }

    private List<Long> offsetsOf(String documentId) {
        return outbox.documents.stream()
                .filter(document -> document.getDocumentId().equals(documentId))
                .map(document -> document.getOrigin().getOffset())
                .toList();
    }

    @Test
    void offsetsAreCommittedWhenAllOutcomesAreSafe() {
        // Given
        batch(List.of(upsert(0, 0, "a", "x"), upsert(0, 1, "b", "x"), upsert(1, 0, "c", "x")));

        // When
        source.start();

        // Then
        await().untilAsserted(() -> {
            assertThat(committed(zero)).isEqualTo(2);
            assertThat(committed(one)).isEqualTo(1);
        });
        assertThat(sent()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSlowFileDoesNotDelayTheOthersOfItsBatchAndNothingIsCommittedMeanwhile() throws Exception {
        // Given
        batch(List.of(upsert(0, 0, "slow", "wait"), upsert(0, 1, "quick", "x")));

        // When
        source.start();
        assertThat(extractor.waiting.await(20, TimeUnit.SECONDS)).isTrue();

        // Then
        await().untilAsserted(() -> assertThat(sent()).containsExactly("quick"));
        assertThat(committed(zero)).isEqualTo(-1);
        extractor.release.countDown();
        await().untilAsserted(() -> assertThat(committed(zero)).isEqualTo(2));
    }

    @Test
    void theEventsOfADocumentKeepTheirOrder() throws Exception {
        // Given
        batch(List.of(
                upsert(0, 0, "d", "wait"),
                upsert(0, 1, "d", "x"),
                upsert(0, 2, "d", "unavailable once"),
                events.record(0, 3, Events.event("d", Events.delete()))));
        source.start();
        assertThat(extractor.waiting.await(20, TimeUnit.SECONDS)).isTrue();

        // When
        extractor.release.countDown();

        // Then
        await().untilAsserted(() -> assertThat(committed(zero)).isEqualTo(4));
        assertThat(offsetsOf("d")).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aPartitionThatLeftSendsAndCommitsNothingMore() throws Exception {
        // Given
        batch(List.of(upsert(0, 0, "slow", "wait"), upsert(1, 0, "other", "x")));
        source.start();
        assertThat(extractor.waiting.await(20, TimeUnit.SECONDS)).isTrue();

        // When
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(one)));
        await().until(() -> consumer.assignment().equals(Set.of(one)));
        extractor.release.countDown();

        // Then
        await().untilAsserted(() -> assertThat(committed(one)).isEqualTo(1));
        assertThat(sent()).containsExactly("other");
    }

    @Test
    void anErrorOfKafkaIsWaitedOut() {
        // Given
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("away")));
        batch(List.of(upsert(0, 0, "a", "x")));

        // When
        source.start();

        // Then
        await().untilAsserted(() -> assertThat(committed(zero)).isEqualTo(1));
        source.check();
    }
}
