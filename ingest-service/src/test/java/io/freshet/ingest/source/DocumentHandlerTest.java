package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.ingest.publish.Fence;
import io.freshet.records.BlockKind;
import io.freshet.records.DeadLetter;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Text;
import io.freshet.records.Upsert;
import io.freshet.records.registry.RegistryUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class DocumentHandlerTest {

    private static final Instant NOW = Instant.ofEpochMilli(Events.TIMESTAMP + 2000);

    private final Events events = new Events();
    private final ListOutbox outbox = new ListOutbox();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final DocumentHandler handler = handler(new EventReader(events.deserializer()));

    private DocumentHandler handler(EventReader reader) {
        return new DocumentHandler(
                reader, new NoContent(), new ScriptedExtractor(), outbox, new IngestMeters(meters, clock), clock);
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) throws Exception {
        handler.handle(record, new Fence());
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
        assertThatThrownBy(() -> cutOff.handle(events.record(0, 1, "acme/d1", new byte[] {0}), new Fence()))
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
}
