package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.freshet.ingest.stream.KeyedStream;
import io.freshet.ingest.stream.LaneThreads;
import io.freshet.ingest.stream.StreamMeters;
import io.freshet.ingest.stream.StreamSettings;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.service.config.ByteSize;
import io.freshet.service.patience.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

/** The handler and the stream together, with real threads. */
@Timeout(60)
final class DocumentStreamTest {

    private final Events events = new Events();
    private final String topic = events.topics.documents().name();
    private final TopicPartition zero = new TopicPartition(topic, 0);
    private final TopicPartition one = new TopicPartition(topic, 1);
    private final ListOutbox outbox = new ListOutbox();
    private final ScriptedExtractor extractor = new ScriptedExtractor();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private KeyedStream source;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(Events.TIMESTAMP), ZoneOffset.UTC);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        IngestMeters meters = new IngestMeters(registry, clock);
        Burial burial = new Burial(outbox, meters, clock);
        DocumentHandler handler = new DocumentHandler(
                new EventReader(events.deserializer()),
                new UpsertReader(new NoContent(), extractor, Duration.ofMinutes(15), meters),
                (document, replay) -> false,
                new Outcomes(outbox, burial, meters),
                burial,
                Duration.ofMinutes(15),
                clock);
        source = new KeyedStream(
                consumer,
                topic,
                handler,
                new LaneThreads(1, 2, 1),
                new StreamSettings(ByteSize.mebibytes(1), 100, 100, Duration.ofMillis(5), Duration.ofMinutes(15)),
                Patience.endless(Duration.ofMillis(1), Duration.ofMillis(10)),
                new StreamMeters(registry, clock),
                fatal::complete);
        consumer.updateBeginningOffsets(Map.of(zero, 0L, one, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(zero, one)));
    }

    @AfterEach
    void close() {
        extractor.release.countDown();
        source.close();
    }

    @Test
    void aStreamThatEndsByItselfSaysSoAndIsNotReady() throws Exception {
        // Given
        consumer.schedulePollTask(() -> {
            throw new StackOverflowError("a bug");
        });

        // When
        source.start();

        // Then
        assertThat(fatal.get(30, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(source::check).hasMessageContaining("a bug");
    }

    @Test
    void aStreamThatIsClosedIsNotDead() {
        // When
        source.start();
        source.close();

        // Then
        assertThat(fatal).isNotDone();
    }

    /** Hands all records to one poll. */
    private void poll(List<ConsumerRecord<byte[], byte[]>> records) {
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
        poll(List.of(upsert(0, 0, "a", "x"), upsert(0, 1, "b", "x"), upsert(1, 0, "c", "x")));

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
    void aSlowFileDelaysNeitherTheOthersOfItsPollNorThoseOfTheNextAndNothingIsCommittedMeanwhile() throws Exception {
        // Given
        poll(List.of(upsert(0, 0, "slow", "wait"), upsert(0, 1, "quick", "x")));

        // When
        source.start();
        assertThat(extractor.waiting.await(20, TimeUnit.SECONDS)).isTrue();

        // Then
        await().untilAsserted(() -> assertThat(sent()).containsExactly("quick"));
        poll(List.of(upsert(0, 2, "next", "x"), upsert(1, 0, "other", "x")));
        await().untilAsserted(() -> assertThat(committed(one)).isEqualTo(1));
        assertThat(sent()).contains("next", "other");
        assertThat(committed(zero)).isEqualTo(-1);
        extractor.release.countDown();
        await().untilAsserted(() -> assertThat(committed(zero)).isEqualTo(3));
    }

    @Test
    void theEventsOfADocumentKeepTheirOrder() throws Exception {
        // Given
        poll(List.of(
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
        poll(List.of(upsert(0, 0, "slow", "wait"), upsert(1, 0, "other", "x")));
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
        poll(List.of(upsert(0, 0, "a", "x")));

        // When
        source.start();

        // Then
        await().untilAsserted(() -> assertThat(committed(zero)).isEqualTo(1));
        source.check();
    }
}
