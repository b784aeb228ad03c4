package io.freshet.ingest.source;

import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.DocumentExtractor;
import io.freshet.ingest.extract.Extraction;
import io.freshet.ingest.extract.SourceFile;
import io.freshet.ingest.extract.WorkerUnavailableException;
import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.publish.FenceClosedException;
import io.freshet.ingest.publish.Outbox;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.ingest.reject.RejectionCode;
import io.freshet.records.DeadLetter;
import io.freshet.records.Delete;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Origin;
import io.freshet.records.Upsert;
import io.freshet.tika.wire.Warning;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one event to its outcome. Whatever is wrong with the event or its file ends here, in a dead letter. */
public final class DocumentHandler {

    private static final Logger log = LoggerFactory.getLogger(DocumentHandler.class);

    private final EventReader events;
    private final ContentFetcher fetcher;
    private final DocumentExtractor extractor;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final DeadLetters letters;

    public DocumentHandler(
            EventReader events,
            ContentFetcher fetcher,
            DocumentExtractor extractor,
            Outbox outbox,
            IngestMeters meters,
            Clock clock) {
        this.events = events;
        this.fetcher = fetcher;
        this.extractor = extractor;
        this.outbox = outbox;
        this.meters = meters;
        this.letters = new DeadLetters(clock);
    }

    /**
     * Returns when the outcome is safe.
     *
     * @throws HeldException when something other than the event is at fault; the event is to be handled again later
     */
    void handle(ConsumerRecord<byte[], byte[]> record, Fence fence) throws InterruptedException, HeldException {
        EventReader.Result read = events.read(record);
        if (read instanceof EventReader.Rejected rejected) {
            bury(record, rejected.event(), rejected.rejection(), fence);
        } else if (read instanceof EventReader.Accepted accepted) {
            guarded(record, accepted.event(), fence);
        }
    }

    /** An event that brings our own code down would bring it down for ever; it must not stop those behind it. */
    private void guarded(ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Fence fence)
            throws InterruptedException, HeldException {
        try {
            handle(record, event, fence);
        } catch (FenceClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            fail(
                    record,
                    event,
                    new Rejection(RejectionCode.INTERNAL, "The service failed on this event.", e, 1),
                    fence);
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Fence fence)
            throws InterruptedException, HeldException {
        Object change = event.getChange();
        if (change instanceof Upsert upsert) {
            upsert(record, event, upsert, fence);
        } else if (change instanceof Delete delete) {
            send(record, event, new Deleted(delete.getReason()), "deleted", fence);
        } else if (change instanceof MetadataPatch patch) {
            send(record, event, patch, "patch", fence);
        } else {
            fail(record, event, Rejection.badEvent("The change is of an unknown kind."), fence);
        }
    }

    private void upsert(ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Upsert upsert, Fence fence)
            throws InterruptedException, HeldException {
        Rejection rejection = EventCheck.content(upsert);
        if (rejection != null) {
            fail(record, event, rejection, fence);
            return;
        }
        try (FileContent content = content(event.getTenant(), upsert)) {
            read(record, event, upsert, content, fence);
        } catch (ContentRefusedException e) {
            fail(record, event, new Rejection(e.code(), String.valueOf(e.getMessage()), e, 1), fence);
        }
    }

    private FileContent content(String tenant, Upsert upsert)
            throws ContentRefusedException, InterruptedException, HeldException {
        String reference = upsert.getContentUri();
        if (reference == null) {
            return new InlineContent(Objects.requireNonNull(upsert.getContent()));
        }
        try {
            return fetcher.fetch(tenant, URI.create(reference));
        } catch (IllegalArgumentException e) {
            throw new ContentRefusedException(RejectionCode.BAD_EVENT, "contentUri is not a URI.");
        } catch (ContentUnavailableException e) {
            throw new HeldException(e);
        }
    }

    private void read(
            ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Upsert upsert, FileContent content, Fence fence)
            throws InterruptedException, HeldException {
        Extraction extraction = extract(upsert, content);
        if (extraction instanceof Extraction.Extracted extracted) {
            boolean partial = extracted.warnings().contains(Warning.PARTIAL);
            send(record, event, TextOutcome.of(upsert, content, extracted), partial ? "partial" : "text", fence);
            meters.fresh(
                    record.timestamp(), event.getTenant(), upsert.getMetadata().getSource());
        } else if (extraction instanceof Extraction.Unreadable bad) {
            fail(record, event, new Rejection(RejectionCode.of(bad.code()), bad.detail(), null, bad.attempts()), fence);
        }
    }

    private Extraction extract(Upsert upsert, FileContent content) throws InterruptedException, HeldException {
        long begin = System.nanoTime();
        try {
            Extraction extraction =
                    extractor.extract(new SourceFile(upsert.getFileName(), upsert.getContentType(), content));
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            meters.extraction(time, extraction instanceof Extraction.Extracted ? "text" : "failed");
            return extraction;
        } catch (WorkerUnavailableException e) {
            throw new HeldException(e);
        }
    }

    private void send(
            ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Object outcome, String name, Fence fence)
            throws InterruptedException {
        try {
            outbox.send(document(record, event, outcome), record.timestamp(), fence);
            meters.document(name);
            log.atInfo()
                    .addKeyValue("tenant", event.getTenant())
                    .addKeyValue("documentId", event.getDocumentId())
                    .addKeyValue("stage", "extract")
                    .addKeyValue("outcome", name)
                    .log("document handled");
        } catch (OversizedException e) {
            String message = "The document's text is larger than one record may be.";
            fail(record, event, new Rejection(RejectionCode.TEXT_TOO_LARGE, message, e, 1), fence);
        }
    }

    /** The dead letter first: a crash in between writes it twice, with the same id, but never loses it. */
    private void fail(ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Rejection rejection, Fence fence)
            throws InterruptedException {
        bury(record, event, rejection, fence);
        try {
            Failed failed = new Failed(rejection.code().name(), rejection.message());
            outbox.send(document(record, event, failed), record.timestamp(), fence);
            meters.document("failed");
        } catch (OversizedException e) {
            throw new IllegalStateException("a failure has no size to speak of", e);
        }
    }

    private void bury(
            ConsumerRecord<byte[], byte[]> record,
            @org.jspecify.annotations.Nullable DocumentEvent event,
            Rejection rejection,
            Fence fence)
            throws InterruptedException {
        DeadLetter letter = letters.of(record, event, rejection);
        try {
            outbox.send(letter, fence);
        } catch (OversizedException e) {
            buryWithoutValue(letter, fence);
        }
        meters.deadLetter(rejection.code().name());
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("code", rejection.code())
                .log("dead letter");
    }

    private void buryWithoutValue(DeadLetter letter, Fence fence) throws InterruptedException {
        try {
            outbox.send(DeadLetters.withoutValue(letter), fence);
        } catch (OversizedException e) {
            throw new IllegalStateException("a dead letter without its value has no size to speak of", e);
        }
    }

    private static ExtractedDocument document(
            ConsumerRecord<byte[], byte[]> record, DocumentEvent event, Object outcome) {
        Origin origin = Origin.newBuilder()
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setEventId(event.getEventId())
                .setOccurredAt(event.getOccurredAt())
                .setPublishedAt(Instant.ofEpochMilli(record.timestamp()))
                .setVersion(event.getVersion())
                .build();
        return new ExtractedDocument(event.getTenant(), event.getDocumentId(), origin, outcome);
    }
}
