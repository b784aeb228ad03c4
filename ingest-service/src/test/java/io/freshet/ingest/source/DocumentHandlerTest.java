package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.replay.NewerOutcomes;
import io.freshet.ingest.replay.Replay;
import io.freshet.ingest.stream.Delivery;
import io.freshet.ingest.stream.HeldException;
import io.freshet.ingest.stream.Lane;
import io.freshet.ingest.stream.Troubles;
import io.freshet.records.BlockKind;
import io.freshet.records.DeadLetter;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Text;
import io.freshet.records.TraceContext;
import io.freshet.records.Upsert;
import io.freshet.records.registry.RegistryUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class DocumentHandlerTest {

    private static final Duration CONTENT_PATIENCE = Duration.ofMinutes(15);
    private static final Instant NOW = Instant.ofEpochMilli(Events.TIMESTAMP + 2000);

    private final Events events = new Events();
    private final ListOutbox outbox = new ListOutbox();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final AtomicLong nanos = new AtomicLong();
    private final DocumentHandler handler = handler(new EventReader(events.deserializer()));

    private DocumentHandler handler(EventReader reader) {
        return handler(reader, new NoContent(), (document, replay) -> false);
    }

    private DocumentHandler handler(EventReader reader, ContentFetcher fetcher, NewerOutcomes newer) {
        IngestMeters documents = new IngestMeters(meters, clock);
        Burial burial = new Burial(outbox, documents, clock);
        UpsertReader upserts = new UpsertReader(fetcher, new ScriptedExtractor(), CONTENT_PATIENCE, documents);
        return new DocumentHandler(
                reader, upserts, newer, new Outcomes(outbox, burial, documents), burial, CONTENT_PATIENCE, clock);
    }

    private static Delivery delivery(ConsumerRecord<byte[], byte[]> record) {
        return new Delivery(record, new Fence(), 1, new Troubles(() -> 0));
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) throws Exception {
        handler.handle(delivery(record));
    }

    private ExtractedDocument document() {
        assertThat(outbox.documents).hasSize(1);
        return outbox.documents.get(0);
    }

    private DeadLetter letter() {
        assertThat(outbox.letters).hasSize(1);
        return outbox.letters.get(0);
    }

    @Test
    void anUpsertBecomesTextThatKnowsWhereItCameFrom() throws Exception {
        // When
        handle(events.record(3, 17, Events.event("d1", Events.upsert("Hello"))));

        // Then
        assertThat(outbox.letters).isEmpty();
        assertThat(outbox.timestamps).containsExactly(Events.TIMESTAMP);
        assertThat(document().getTenant()).isEqualTo("acme");
        assertThat(document().getDocumentId()).isEqualTo("d1");
        assertThat(document().getOrigin().getPartition()).isEqualTo(3);
        assertThat(document().getOrigin().getOffset()).isEqualTo(17);
        assertThat(document().getOrigin().getEventId()).isEqualTo("e-d1");
        assertThat(document().getOrigin().getVersion()).isEqualTo(5);
        assertThat(document().getOrigin().getPublishedAt()).isEqualTo(Instant.ofEpochMilli(Events.TIMESTAMP));
        Text text = (Text) document().getOutcome();
        assertThat(text.getBlocks())
                .extracting(block -> block.getKind() + " " + block.getText())
                .containsExactly(BlockKind.HEADING + " Heading of Hello", BlockKind.PARAGRAPH + " Hello");
        assertThat(text.getContentHash()).isEqualTo("185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969");
        assertThat(text.getMetadata().getModifiedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(text.getLanguage()).isEqualTo("en");
    }

    @Test
    void theTitleIsGivenOrFoundInTheFile() throws Exception {
        // Given
        Upsert titled = Upsert.newBuilder(Events.upsert("x"))
                .setMetadata(Metadata.newBuilder().setTitle("Given").build())
                .build();

        // When
        handle(events.record(0, 1, Events.event("d1", titled)));
        handle(events.record(0, 2, Events.event("d2", Events.upsert("y"))));

        // Then
        assertThat(outbox.documents)
                .extracting(
                        document -> ((Text) document.getOutcome()).getMetadata().getTitle())
                .containsExactly("Given", "Heading of y");
    }

    @Test
    void deletesAndPatchesGoStraightThrough() throws Exception {
        // Given
        MetadataPatch patch = MetadataPatch.newBuilder().setTitle("New").build();

        // When
        handle(events.record(0, 1, Events.event("d1", Events.delete())));
        handle(events.record(0, 2, Events.event("d2", patch)));

        // Then
        assertThat(outbox.documents)
                .extracting(ExtractedDocument::getOutcome)
                .containsExactly(new Deleted("gone"), patch);
    }

    @Test
    void anUnreadableFileIsBuriedAndItsFailureTravelsOn() throws Exception {
        // Given
        ConsumerRecord<byte[], byte[]> record =
                events.record(2, 9, Events.event("d1", Events.upsert("fail ENCRYPTED")));

        // When
        handle(record);

        // Then
        assertThat(((Failed) document().getOutcome()).getCode()).isEqualTo("ENCRYPTED");
        assertThat(letter().getCode()).isEqualTo("ENCRYPTED");
        assertThat(letter().getAttempts()).isEqualTo(2);
        assertThat(letter().getPartition()).isEqualTo(2);
        assertThat(letter().getOffset()).isEqualTo(9);
        assertThat(letter().getDocumentId()).isEqualTo("d1");
        assertThat(letter().getValue().array()).isEqualTo(record.value());
        assertThat(letter().getAt()).isEqualTo(NOW);
        assertThat(meters.counter("freshet.dead.letters", "stage", "ingest", "code", "ENCRYPTED")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void bytesThatAreNoRecordAreBuriedUnderTheDocumentOfTheirKey() throws Exception {
        // When
        handle(events.record(0, 1, "acme/d1", "garbage".getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(outbox.documents).isEmpty();
        assertThat(letter().getCode()).isEqualTo("BAD_RECORD");
        assertThat(letter().getDocumentId()).isEqualTo("d1");
    }

    @Test
    void anEventUnderAnotherDocumentsKeyIsBuriedAndGoesNoFurther() throws Exception {
        // Given
        ConsumerRecord<byte[], byte[]> right = events.record(0, 1, Events.event("d1", Events.upsert("x")));

        // When
        handle(events.record(0, 1, "acme/other", right.value()));

        // Then
        assertThat(outbox.documents).isEmpty();
        assertThat(letter().getCode()).isEqualTo("BAD_EVENT");
    }

    @Test
    void anUpsertWithoutContentFails() throws Exception {
        // When
        Upsert empty = Upsert.newBuilder(Events.upsert("x")).setContent(null).build();
        handle(events.record(0, 1, Events.event("d1", empty)));

        // Then
        assertThat(letter().getCode()).isEqualTo("BAD_EVENT");
        assertThat(((Failed) document().getOutcome()).getCode()).isEqualTo("BAD_EVENT");
    }

    @Test
    void contentByReferenceIsNotSupportedYetAndSaysSo() throws Exception {
        // When
        Upsert reference = Upsert.newBuilder(Events.upsert("x"))
                .setContent(null)
                .setContentUri("https://example.org/a.pdf")
                .build();
        handle(events.record(0, 1, Events.event("d1", reference)));

        // Then
        assertThat(letter().getCode()).isEqualTo("CONTENT_FORBIDDEN");
    }

    @Test
    void aBadTenantIsBuriedWithItsOwnCode() throws Exception {
        // Given
        DocumentEvent event = DocumentEvent.newBuilder(Events.event("d1", Events.delete()))
                .setTenant("Not OK")
                .build();

        // When
        handle(events.record(0, 1, event));

        // Then
        assertThat(outbox.documents).isEmpty();
        assertThat(letter().getCode()).isEqualTo("BAD_TENANT");
    }

    @Test
    void anEventThatBringsOurCodeDownDoesNotStopThoseBehindIt() throws Exception {
        // When
        handle(events.record(0, 1, Events.event("d1", Events.upsert("bug"))));

        // Then
        assertThat(letter().getCode()).isEqualTo("INTERNAL");
        assertThat(letter().getCauseClass()).isEqualTo(IllegalStateException.class.getName());
    }

    @Test
    void aRegistryThatIsAwayIsNobodysFault() {
        // Given
        DocumentHandler cutOff = handler(new EventReader((topic, data) -> {
            throw new RegistryUnavailableException("away", null);
        }));

        // Then
        assertThatThrownBy(() -> cutOff.handle(delivery(events.record(0, 1, "acme/d1", new byte[] {0}))))
                .isInstanceOf(HeldException.class);
        assertThat(outbox.letters).isEmpty();
    }

    @Test
    void freshnessCountsFromTheTimeKafkaTookTheEvent() throws Exception {
        // When
        handle(events.record(0, 1, Events.event("d1", Events.upsert("x"))));

        // Then
        assertThat(meters.get("freshet.freshness")
                        .tags("stage", "extracted", "tenant", "acme", "source", "none")
                        .timer()
                        .totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(2000);
    }

    private DocumentHandler withNewer(NewerOutcomes newer) {
        return handler(new EventReader(events.deserializer()), new NoContent(), newer);
    }

    private DocumentHandler withContent(ContentFetcher fetcher) {
        return handler(new EventReader(events.deserializer()), fetcher, (document, replay) -> false);
    }

    private ConsumerRecord<byte[], byte[]> replayed(long offset, long original, String content) {
        ConsumerRecord<byte[], byte[]> record = events.record(2, offset, Events.event("d1", Events.upsert(content)));
        new Replay(2, original, Instant.ofEpochMilli(77)).addTo(record.headers());
        return record;
    }

    private ConsumerRecord<byte[], byte[]> byReference() {
        return byReference("https://example.org/a.pdf");
    }

    private ConsumerRecord<byte[], byte[]> byReference(String uri) {
        Upsert reference = Upsert.newBuilder(Events.upsert("x"))
                .setContent(null)
                .setContentUri(uri)
                .build();
        return events.record(0, 1, Events.event("d1", reference));
    }

    @Test
    void aReplayTakesThePlaceThatTheEventHad() throws Exception {
        // When
        handle(replayed(9, 4, "x"));

        // Then
        assertThat(document().getOrigin().getPartition()).isEqualTo(2);
        assertThat(document().getOrigin().getOffset()).isEqualTo(4);
        assertThat(document().getOrigin().getPublishedAt()).isEqualTo(Instant.ofEpochMilli(77));
    }

    @Test
    void aReplayOfADocumentThatHasMovedOnIsDropped() throws Exception {
        // When
        withNewer((document, replay) -> document.documentId().equals("d1") && replay.offset() == 4)
                .handle(delivery(replayed(9, 4, "x")));

        // Then
        assertThat(outbox.documents).isEmpty();
        assertThat(outbox.letters).isEmpty();
        assertThat(meters.get("freshet.documents")
                        .tag("outcome", "superseded")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aReplayIsHeldWhileItCannotBeToldWhetherTheDocumentHasMovedOn() {
        // Given
        DocumentHandler cutOff = withNewer((document, replay) -> {
            throw new BrokerUnavailableException("away", new IllegalStateException());
        });

        // Then
        assertThatThrownBy(() -> cutOff.handle(delivery(replayed(9, 4, "x")))).isInstanceOf(HeldException.class);
        assertThat(outbox.documents).isEmpty();
    }

    @Test
    void aReplayOfWhichThatCannotBeToldForTooLongIsALetterAgainButNoOutcome() throws Exception {
        // Given
        DocumentHandler cutOff = withNewer((document, replay) -> {
            throw new BrokerUnavailableException("away", new IllegalStateException());
        });
        Troubles troubles = new Troubles(nanos::get);
        assertThatThrownBy(() -> cutOff.handle(new Delivery(replayed(9, 4, "x"), new Fence(), 1, troubles)))
                .isInstanceOf(HeldException.class);
        nanos.addAndGet(CONTENT_PATIENCE.toNanos());

        // When
        cutOff.handle(new Delivery(replayed(9, 4, "x"), new Fence(), 90, troubles));

        // Then
        assertThat(letter().getId()).isEqualTo("ingest:freshet.documents:2:4");
        assertThat(letter().getCode()).isEqualTo("INTERNAL");
        assertThat(letter().getValue()).isNotNull();
        assertThat(outbox.documents).isEmpty();
    }

    @Test
    void aReplayThatFailsAgainHasTheLetterThatItHadTheFirstTime() throws Exception {
        // When
        handle(replayed(9, 4, "fail CORRUPT"));

        // Then
        assertThat(letter().getId()).isEqualTo("ingest:freshet.documents:2:4");
        assertThat(letter().getOffset()).isEqualTo(4);
        assertThat(((Failed) document().getOutcome()).getCode()).isEqualTo("CORRUPT");
        assertThat(document().getOrigin().getOffset()).isEqualTo(4);
    }

    @Test
    void aReplayOfWhatCannotHaveBeenHereIsABadEvent() throws Exception {
        // When
        handle(replayed(9, 9, "x"));

        // Then
        assertThat(letter().getCode()).isEqualTo("BAD_EVENT");
        assertThat(letter().getOffset()).isEqualTo(9);
        assertThat(((Failed) document().getOutcome()).getCode()).isEqualTo("BAD_EVENT");
    }

    @Test
    void theTraceOfAnEventGoesWithItsOutcomeAndItsDeadLetter() throws Exception {
        // Given
        TraceContext trace = TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b");
        ConsumerRecord<byte[], byte[]> record = events.record(0, 1, Events.event("d1", Events.upsert("fail EMPTY")));
        trace.addTo(record.headers());

        // When
        handle(record);

        // Then
        assertThat(outbox.traces).containsExactly(trace, trace);
    }

    @Test
    void aRecordWhoseKeyIsTooLargeForALetterIsBuriedWithoutAnythingOfIt() throws Exception {
        // Given
        outbox.tooLarge = record -> record instanceof DeadLetter letter && letter.getKey() != null;

        // When
        handle(events.record(3, 17, "k".repeat(10_000), "garbage".getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(letter().getCode()).isEqualTo("BAD_RECORD");
        assertThat(letter().getOffset()).isEqualTo(17);
        assertThat(letter().getValue()).isNull();
        assertThat(letter().getStack()).isNull();
        assertThat(outbox.traces).containsExactly(TraceContext.NONE);
    }

    @Test
    void whenNotEvenABareLetterIsTakenTheRecordIsHeld() {
        // Given
        outbox.tooLarge = DeadLetter.class::isInstance;

        // Then
        assertThatThrownBy(() -> handle(events.record(0, 1, "acme/d1", "garbage".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(HeldException.class);
    }

    @Test
    void whatAnEventSaysAtAnyLengthIsCutInItsOutcome() throws Exception {
        // Given
        DocumentEvent event = DocumentEvent.newBuilder(Events.event("d1", Events.delete()))
                .setEventId("e".repeat(1 << 20))
                .build();

        // When
        handle(events.record(0, 1, event));

        // Then
        assertThat(document().getOrigin().getEventId()).hasSize(512);
    }

    @Test
    void aRecordThatIsGivenUpLeavesALetterThatPointsToIt() throws Exception {
        // When
        handler.giveUp(
                new Delivery(events.record(3, 17, "acme/d1", new byte[] {1}), new Fence(), 6, new Troubles(() -> 0)),
                new OutOfMemoryError("no heap"));

        // Then
        assertThat(letter().getCode()).isEqualTo("INTERNAL");
        assertThat(letter().getId()).isEqualTo("ingest:freshet.documents:3:17");
        assertThat(letter().getCauseClass()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(letter().getValue()).isNull();
        assertThat(outbox.documents).isEmpty();
    }

    @Test
    void anErrorOfTheDocumentsMakingIsItsFailure() throws Exception {
        // When
        handle(events.record(0, 1, Events.event("d1", Events.upsert("deep"))));

        // Then
        assertThat(letter().getCode()).isEqualTo("INTERNAL");
        assertThat(letter().getCauseClass()).isEqualTo(StackOverflowError.class.getName());
    }

    @Test
    void memoryMayBeShortBecauseOfOthersAndIsLeftToBeTriedAgain() {
        // Then
        assertThatThrownBy(() -> handle(events.record(0, 1, Events.event("d1", Events.upsert("large")))))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(outbox.letters).isEmpty();
    }

    @Test
    void timesThatCannotBeAreBroughtToTheNearestThatCan() throws Exception {
        // Given
        byte[] value = events.record(0, 1, Events.event("d1", Events.delete())).value();

        // When
        handle(events.record(0, 1, -5, "acme/d1", value));
        handle(events.record(0, 2, NOW.toEpochMilli() + 1_000_000, "acme/d1", value));

        // Then
        assertThat(outbox.timestamps).containsExactly(0L, NOW.toEpochMilli());
        assertThat(outbox.documents)
                .extracting(document -> document.getOrigin().getPublishedAt())
                .containsExactly(Instant.EPOCH, NOW);
    }

    @Test
    void anOutcomeThatKafkaRefusesIsAFailure() throws Exception {
        // Given
        outbox.refused =
                record -> record instanceof ExtractedDocument document && !(document.getOutcome() instanceof Failed);

        // When
        handle(events.record(0, 1, Events.event("d1", Events.delete())));

        // Then
        assertThat(letter().getCode()).isEqualTo("INTERNAL");
        assertThat(((Failed) document().getOutcome()).getCode()).isEqualTo("INTERNAL");
    }

    @Test
    void contentThatCannotBeReachedHoldsItsEvent() {
        // Given
        DocumentHandler cutOff = withContent((tenant, reference) -> {
            throw new ContentUnavailableException("503");
        });

        // Then
        assertThatThrownBy(() -> cutOff.handle(delivery(byReference()))).isInstanceOf(HeldException.class);
        assertThat(outbox.letters).isEmpty();
    }

    @Test
    void contentThatCannotBeReachedForTooLongIsGivenUp() throws Exception {
        // Given
        DocumentHandler cutOff = withContent((tenant, reference) -> {
            throw new ContentUnavailableException("503");
        });

        // When
        Troubles troubles = new Troubles(nanos::get);
        assertThatThrownBy(() -> cutOff.handle(new Delivery(byReference(), new Fence(), 1, troubles)))
                .isInstanceOf(HeldException.class);
        nanos.addAndGet(CONTENT_PATIENCE.toNanos());
        cutOff.handle(new Delivery(byReference(), new Fence(), 90, troubles));

        // Then
        assertThat(letter().getCode()).isEqualTo("CONTENT_UNAVAILABLE");
        assertThat(letter().getAttempts()).isEqualTo(90);
        assertThat(((Failed) document().getOutcome()).getCode()).isEqualTo("CONTENT_UNAVAILABLE");
    }

    @Test
    void aHostThatIsAwayIsNotAskedForEveryEvent() {
        // Given
        AtomicLong asked = new AtomicLong();
        DocumentHandler cutOff = withContent((tenant, reference) -> {
            asked.incrementAndGet();
            throw new ContentUnavailableException("503");
        });

        // When
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> cutOff.handle(delivery(byReference()))).isInstanceOf(HeldException.class);
        }

        // Then
        assertThat(asked.get()).isEqualTo(5);
    }

    @Test
    void patienceWithContentBeginsWhenItCannotBeReached() {
        // Given
        DocumentHandler cutOff = withContent((tenant, reference) -> {
            throw new ContentUnavailableException("503");
        });
        nanos.set(CONTENT_PATIENCE.multipliedBy(3).toNanos());

        // Then
        assertThatThrownBy(() -> cutOff.handle(new Delivery(byReference(), new Fence(), 90, new Troubles(nanos::get))))
                .isInstanceOf(HeldException.class);
    }

    @Test
    void eventsWaitOnlyForWhatTheyNeed() throws Exception {
        // Then
        assertThat(handler.lane(events.record(0, 1, Events.event("d1", Events.delete()))))
                .isEqualTo(Lane.QUICK);
        assertThat(handler.lane(events.record(0, 1, "acme/d1", null))).isEqualTo(Lane.QUICK);
        assertThat(handler.lane(events.record(0, 1, Events.event("d1", Events.upsert("x")))))
                .isEqualTo(Lane.FILE);
        assertThat(handler.lane(events.record(0, 1, "acme/d1", new byte[1 << 20])))
                .isEqualTo(Lane.FILE);
        assertThat(handler.lane(byReference())).isEqualTo(Lane.REMOTE);
        assertThat(handler.lane(byReference("freshet://acme/1"))).isEqualTo(Lane.FILE);
        assertThat(handler.lane(byReference("FILE:///a"))).isEqualTo(Lane.FILE);
        assertThat(handler.lane(replayed(9, 4, "x"))).isEqualTo(Lane.REPLAY);
    }

    @Test
    void documentsAreCountedByWhatTheyAre() throws Exception {
        // When
        handle(events.record(0, 1, Events.event("d1", Events.upsert("x"))));

        // Then
        assertThat(meters.get("freshet.documents")
                        .tags("stage", "extracted", "outcome", "text", "media_type", "text/plain")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("freshet.extracted.bytes").counter().count()).isEqualTo(1);
    }
}
