package io.freshet.ingest.source;

import io.freshet.ingest.publish.Outbox;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.ingest.publish.RefusedException;
import io.freshet.ingest.reject.RejectionCode;
import io.freshet.ingest.stream.HeldException;
import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Text;
import io.freshet.records.Upsert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends on what events come to, good or bad, in the place that the event has in the order of events. */
public final class Outcomes {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final Outbox outbox;
    private final Burial burial;
    private final IngestMeters meters;

    public Outcomes(Outbox outbox, Burial burial, IngestMeters meters) {
        this.outbox = outbox;
        this.burial = burial;
        this.meters = meters;
    }

    void send(Arrival arrival, DocumentEvent event, Outcome outcome) throws InterruptedException, HeldException {
        try {
            send(arrival, event, outcome.content());
        } catch (OversizedException e) {
            String message = "The document's text is larger than one record may be.";
            fail(arrival, event, new Rejection(RejectionCode.TEXT_TOO_LARGE, message, e, 1));
            return;
        } catch (RefusedException e) {
            String message = "Kafka does not take the event's outcome.";
            fail(arrival, event, new Rejection(RejectionCode.INTERNAL, message, e, 1));
            return;
        }
        if (outcome.content() instanceof Text && event.getChange() instanceof Upsert upsert) {
            meters.fresh(
                    arrival.timestamp(), event.getTenant(), upsert.getMetadata().getSource());
        }
        tell(arrival, event, outcome.name(), outcome.mediaType());
    }

    /** The dead letter first: a crash in between writes it twice, with the same id, but never loses it. */
    void fail(Arrival arrival, DocumentEvent event, Rejection rejection) throws InterruptedException, HeldException {
        burial.bury(arrival, event, rejection);
        try {
            send(arrival, event, new Failed(rejection.code().name(), rejection.message()));
            tell(arrival, event, "failed", Outcome.NO_FILE);
        } catch (RefusedException e) {
            throw new HeldException(e); // all that is in it is cut; the topic takes nothing
        }
    }

    /** Sends nothing: the document has moved on. */
    void supersede(Arrival arrival, DocumentEvent event) {
        tell(arrival, event, "superseded", Outcome.NO_FILE);
    }

    private void send(Arrival arrival, DocumentEvent event, Object content)
            throws InterruptedException, RefusedException {
        ExtractedDocument document =
                new ExtractedDocument(event.getTenant(), event.getDocumentId(), arrival.origin(event), content);
        outbox.send(document, arrival.timestamp(), arrival.trace(), arrival.fence());
    }

    private void tell(Arrival arrival, DocumentEvent event, String outcome, String mediaType) {
        meters.document(outcome, mediaType);
        arrival.on(log.atInfo())
                .addKeyValue("tenant", event.getTenant())
                .addKeyValue("documentId", event.getDocumentId())
                .addKeyValue("stage", "extracted")
                .addKeyValue("outcome", outcome)
                .log("document handled");
    }
}
