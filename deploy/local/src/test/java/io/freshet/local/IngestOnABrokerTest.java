package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.EventPublisher.Published;
import io.freshet.ingest.publish.Outgoing;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.ingest.replay.Replay;
import io.freshet.ingest.replay.ReplayRefusedException;
import io.freshet.ingest.replay.ReplayRefusedException.Reason;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.Stage;
import io.freshet.records.TraceContext;
import io.freshet.records.Upsert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each test has documents, and a tenant where it lists, of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IngestOnABrokerTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final TraceContext TRACE =
            TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);

    private IngestOnABroker ingest;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        ingest = new IngestOnABroker(directory);
    }

    @AfterAll
    void stop() {
        ingest.close();
    }

    @Test
    void severalEventsAreSeenTogetherOrNotAtAll() throws Exception {
        // Given
        List<Outgoing> oneTooLarge = List.of(
                outgoing("atomic-a", "x"), outgoing("atomic-b", "x".repeat(19 << 20)), outgoing("atomic-c", "x"));

        // When
        assertThatThrownBy(() -> ingest.publisher.publishAll(oneTooLarge)).isInstanceOf(OversizedException.class);
        List<Published> published =
                ingest.publisher.publishAll(List.of(outgoing("atomic-d", "x"), outgoing("atomic-e", "x")));

        // Then
        assertThat(published).hasSize(2);
        assertSeen("atomic-", "atomic-d", "atomic-e");
    }

    @Test
    void aTransactionThatAnotherProducerEndedIsToldAndTheNextOneWorks() throws Exception {
        // Given
        ingest.publisher.publishAll(List.of(outgoing("fenced-a", "x")));
        try (Producer<byte[], byte[]> other = ingest.transactional()) {
            other.initTransactions();
        }

        // When
        assertThatThrownBy(() -> ingest.publisher.publishAll(List.of(outgoing("fenced-b", "x"))))
                .isInstanceOf(BrokerUnavailableException.class);
        ingest.publisher.publishAll(List.of(outgoing("fenced-c", "x")));

        // Then
        assertSeen("fenced-", "fenced-a", "fenced-c");
    }

    @Test
    void anEventCarriesItsTrace() throws Exception {
        // When
        ingest.publisher.publish(outgoing("traced", "x"));

        // Then
        assertThat(TraceContext.in(documentRecords("traced").get(0).headers())).isEqualTo(TRACE);
    }

    @Test
    void lettersAreListedNewestFirstPageByPageAndOnceForEachId() throws Exception {
        // Given
        for (int i = 0; i < 70; i++) {
            bury(letter("listing", "doc-" + i, 1000 + i, i % 2).setAt(NOON.plusSeconds(i)));
        }
        bury(letter("listing", "doc-3", 1003, 1).setCode("CRASHED").setAt(NOON.plusSeconds(100)));
        bury(letter("somebody-else", "doc-4", 2000, 0).setAt(NOON.plusSeconds(200)));

        // When
        List<String> all = new ArrayList<>();
        DeadLetterLog.Page page = ingest.letters.newest("listing", LetterFilter.ALL, 30);
        all.addAll(documentIds(page));
        while (page.next() != null) {
            page = ingest.letters.newest("listing", new LetterFilter(null, null, null, Set.of(), page.next()), 30);
            all.addAll(documentIds(page));
        }

        // Then
        assertThat(all).hasSize(70).doesNotHaveDuplicates().startsWith("doc-3", "doc-69", "doc-68");
        assertThat(all).last().isEqualTo("doc-0");
    }

    @Test
    void lettersAreFiltered() throws Exception {
        // Given
        bury(letter("filters", "a", 3000, 0).setCode("TIMEOUT").setAt(NOON));
        bury(letter("filters", "b", 3001, 1).setCode("CRASHED").setAt(NOON.plusSeconds(1)));
        bury(letter("filters", "c", 3002, 0).setCode("TIMEOUT").setAt(NOON.plusSeconds(2)));

        // Then
        assertThat(filtered(new LetterFilter("TIMEOUT", null, null, Set.of(), null)))
                .containsExactly("c", "a");
        assertThat(filtered(new LetterFilter(null, null, NOON.plusSeconds(1), Set.of(), null)))
                .containsExactly("c", "b");
        assertThat(filtered(new LetterFilter(null, Stage.INDEX, null, Set.of(), null)))
                .isEmpty();
        assertThat(filtered(new LetterFilter(null, null, null, Set.of("a", "b"), null)))
                .containsExactly("b", "a");
    }

    @Test
    void aLetterOfAnotherTenantIsNotFound() throws Exception {
        // Given
        DeadLetter letter = bury(letter("owner", "mine", 4000, 0));

        // Then
        assertThat(ingest.letters.find("owner", letter.getId())).isPresent();
        assertThat(ingest.letters.find("thief", letter.getId())).isEmpty();
        assertRefused("thief", letter, Reason.UNKNOWN_LETTER);
    }

    @Test
    void aFailedEventIsPublishedAgainAsItWasAndKeepsItsPlaceAlsoTheSecondTime() throws Exception {
        // Given
        RecordMetadata first = publish("again", "text");
        outcome(
                "again",
                first,
                Failed.newBuilder().setCode("TIMEOUT").setMessage("m").build());
        DeadLetter letter = bury(letterOf("again", first));
        Replay mark = new Replay(first.partition(), first.offset(), Instant.ofEpochMilli(first.timestamp()));

        // When
        var replayed = ingest.replayer.replay("default", letter.getId(), TRACE);
        ConsumerRecord<byte[], byte[]> copy = documentRecords("again").get(1);
        DeadLetter second = bury(letterOf(copy));
        ingest.replayer.replay("default", second.getId(), TraceContext.NONE);

        // Then
        List<ConsumerRecord<byte[], byte[]>> records = documentRecords("again");
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(first.partition());
            assertThat(record.value()).isEqualTo(records.get(0).value());
        });
        assertThat(replayed.offset()).isEqualTo(copy.offset());
        assertThat(Replay.in(copy.headers())).contains(mark);
        assertThat(TraceContext.in(copy.headers())).isEqualTo(TRACE);
        assertThat(Replay.in(records.get(2).headers())).contains(mark);
    }

    @Test
    void aReplayNeverOvertakesALaterOutcome() throws Exception {
        // Given
        RecordMetadata first = publish("overtaken", "old");
        DeadLetter letter = bury(letterOf("overtaken", first));
        RecordMetadata later = publish("overtaken", "new");
        outcome(
                "overtaken",
                later,
                Failed.newBuilder().setCode("TIMEOUT").setMessage("m").build());

        // Then
        assertRefused("default", letter, Reason.SUPERSEDED);
    }

    @Test
    void newerOutcomesAreLaterOnesAndGoodOnesOfTheSameEvent() throws Exception {
        // Given
        DocumentKey document = new DocumentKey("default", "newer");
        RecordMetadata first = publish("newer", "text");
        Replay replay = new Replay(first.partition(), first.offset(), Instant.ofEpochMilli(first.timestamp()));
        outcome(
                "newer",
                first,
                Failed.newBuilder().setCode("TIMEOUT").setMessage("m").build());
        outcome(
                "newer-neighbour",
                first,
                io.freshet.records.Deleted.newBuilder().build());
        boolean afterItsFailure = ingest.outcomes.exist(document, replay);

        // When
        outcome("newer", first, io.freshet.records.Deleted.newBuilder().build());

        // Then
        assertThat(afterItsFailure).isFalse();
        assertThat(ingest.outcomes.exist(document, replay)).isTrue();
    }

    @Test
    void aValueThatWasTooLargeForItsLetterIsTakenFromItsTopicWhileItIsThere() throws Exception {
        // Given
        RecordMetadata first = publish("large", "text");
        DeadLetter there = bury(letterOf("large", first).setValue(null));
        DeadLetter gone =
                bury(letter("default", "large", 1_000_000, first.partition()).setValue(null));

        // When
        ingest.replayer.replay("default", there.getId(), TraceContext.NONE);

        // Then
        List<ConsumerRecord<byte[], byte[]>> records = documentRecords("large");
        assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
        assertRefused("default", gone, Reason.ORIGINAL_GONE);
    }

    @Test
    void anOutcomeThatTheIndexGaveUpIsPublishedAgainAndAChangeOfTheIndexIsNot() throws Exception {
        // Given
        RecordMetadata event = publish("indexed", "text");
        RecordMetadata outcome = outcome(
                "indexed", event, io.freshet.records.Deleted.newBuilder().build());
        ConsumerRecord<byte[], byte[]> record = ingest.committed(ingest.topics.extracted()).stream()
                .filter(one -> one.partition() == outcome.partition() && one.offset() == outcome.offset())
                .findFirst()
                .orElseThrow();
        DeadLetter refused = bury(letterOf(record).setStage(Stage.INDEX).setDocumentId("indexed"));
        DeadLetter write = bury(letterOf(record)
                .setId("write")
                .setStage(Stage.WRITE)
                .setDocumentId("indexed")
                .setTopic(ingest.topics.indexChanges().name()));

        // When
        var replayed = ingest.replayer.replay("default", refused.getId(), TraceContext.NONE);

        // Then
        assertThat(replayed.topic()).isEqualTo(ingest.topics.extracted().name());
        assertThat(replayed.partition()).isEqualTo(outcome.partition());
        assertRefused("default", write, Reason.NOT_REPLAYABLE);
    }

    private void assertRefused(String tenant, DeadLetter letter, Reason reason) {
        assertThatThrownBy(() -> ingest.replayer.replay(tenant, letter.getId(), TraceContext.NONE))
                .asInstanceOf(type(ReplayRefusedException.class))
                .extracting(ReplayRefusedException::reason)
                .isEqualTo(reason);
    }

    private List<String> filtered(LetterFilter filter) throws Exception {
        return documentIds(ingest.letters.newest("filters", filter, 10));
    }

    private static List<String> documentIds(DeadLetterLog.Page page) {
        return page.letters().stream()
                .map(FiledLetter::letter)
                .map(DeadLetter::getDocumentId)
                .toList();
    }

    private static DocumentEvent event(String documentId, String text) {
        ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        Upsert upsert =
                new Upsert(content, null, null, null, Metadata.newBuilder().build());
        return new DocumentEvent("event-" + documentId, "default", documentId, null, NOON, upsert);
    }

    private static Outgoing outgoing(String documentId, String text) {
        return new Outgoing(event(documentId, text), TRACE);
    }

    private RecordMetadata publish(String documentId, String text) throws Exception {
        return ingest.write(ingest.topics.documents(), 0, "default/" + documentId, event(documentId, text));
    }

    private RecordMetadata outcome(String documentId, RecordMetadata event, Object outcome) throws Exception {
        Origin origin = Origin.newBuilder()
                .setPartition(event.partition())
                .setOffset(event.offset())
                .setEventId("event-" + documentId)
                .setOccurredAt(NOON)
                .setPublishedAt(Instant.ofEpochMilli(event.timestamp()))
                .build();
        ExtractedDocument document = new ExtractedDocument("default", documentId, origin, outcome);
        return ingest.write(ingest.topics.extracted(), event.partition(), "default/" + documentId, document);
    }

    private List<ConsumerRecord<byte[], byte[]>> documentRecords(String documentId) {
        return ingest.committed(ingest.topics.documents()).stream()
                .filter(record -> key(record).equals("default/" + documentId))
                .toList();
    }

    private List<String> documents(String prefix) {
        return ingest.committed(ingest.topics.documents()).stream()
                .map(IngestOnABrokerTest::key)
                .filter(key -> key.startsWith("default/" + prefix))
                .map(key -> key.substring("default/".length()))
                .toList();
    }

    /** A commit is safe before all readers see it. */
    private void assertSeen(String prefix, String... documentIds) {
        await().untilAsserted(() -> assertThat(documents(prefix)).containsExactlyInAnyOrder(documentIds));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private DeadLetter bury(DeadLetter.Builder builder) throws Exception {
        DeadLetter letter = builder.build();
        String key = letter.getTenant() + "/" + letter.getDocumentId();
        int partition = Math.floorMod(letter.getPartition(), 2);
        ingest.write(ingest.topics.deadLetters(), partition, key, letter);
        return letter;
    }

    private DeadLetter.Builder letterOf(String documentId, RecordMetadata place) {
        return letterOf(documentRecords(documentId).stream()
                .filter(record -> record.offset() == place.offset())
                .findFirst()
                .orElseThrow());
    }

    private static DeadLetter.Builder letterOf(ConsumerRecord<byte[], byte[]> record) {
        String documentId = key(record).substring("default/".length());
        return letter("default", documentId, record.offset(), record.partition())
                .setId("of:" + record.topic() + ":" + record.partition() + ":" + record.offset())
                .setTopic(record.topic())
                .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
                .setKey(ByteBuffer.wrap(record.key()))
                .setValue(ByteBuffer.wrap(record.value()));
    }

    private static DeadLetter.Builder letter(String tenant, String documentId, long offset, int partition) {
        return DeadLetter.newBuilder()
                .setId("ingest:" + tenant + ":" + offset)
                .setStage(Stage.INGEST)
                .setCode("TIMEOUT")
                .setMessage("It took too long.")
                .setAttempts(2)
                .setTopic("freshet.documents")
                .setPartition(partition)
                .setOffset(offset)
                .setTimestamp(NOON)
                .setTenant(tenant)
                .setDocumentId(documentId)
                .setKey(ByteBuffer.wrap((tenant + "/" + documentId).getBytes(StandardCharsets.UTF_8)))
                .setValue(ByteBuffer.wrap(new byte[] {1}))
                .setAt(NOON);
    }
}
