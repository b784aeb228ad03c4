package io.freshet.ingest.source;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.FenceClosedException;
import io.freshet.ingest.reject.RejectionCode;
import io.freshet.ingest.replay.NewerOutcomes;
import io.freshet.ingest.replay.Replay;
import io.freshet.ingest.stream.Delivery;
import io.freshet.ingest.stream.HeldException;
import io.freshet.ingest.stream.Lane;
import io.freshet.ingest.stream.RecordHandler;
import io.freshet.ingest.stream.Troubles.Trouble;
import io.freshet.records.Delete;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes one event to its outcome. Whatever is wrong with the event or its file ends here, in a dead letter. */
public final class DocumentHandler implements RecordHandler {

    /** A larger record carries a file: no delete and no patch is as large. */
    private static final int SURELY_A_FILE = 256 << 10;

    private final EventReader events;
    private final UpsertReader upserts;
    private final NewerOutcomes newer;
    private final Outcomes outcomes;
    private final Burial burial;
    private final Duration patience;
    private final Clock clock;

    /** A handler that waits, until patience is over, for what tells whether a replay comes too late. */
    public DocumentHandler(
            EventReader events,
            UpsertReader upserts,
            NewerOutcomes newer,
            Outcomes outcomes,
            Burial burial,
            Duration patience,
            Clock clock) {
        this.events = events;
        this.upserts = upserts;
        this.newer = newer;
        this.outcomes = outcomes;
        this.burial = burial;
        this.patience = patience;
        this.clock = clock;
    }

    /** Looks into small records only: a large one would be decoded twice. */
    @Override
    public Lane lane(ConsumerRecord<byte[], byte[]> record) throws HeldException {
        if (Replay.in(record.headers()).isPresent()) {
            return Lane.REPLAY;
        }
        byte[] value = record.value();
        if (value != null && value.length > SURELY_A_FILE) {
            return Lane.FILE;
        }
        if (events.read(record) instanceof EventReader.Accepted accepted
                && accepted.event().getChange() instanceof Upsert upsert) {
            String reference = upsert.getContentUri();
            return reference != null && UpsertReader.isRemote(reference) ? Lane.REMOTE : Lane.FILE;
        }
        return Lane.QUICK;
    }

    @Override
    public void handle(Delivery delivery) throws InterruptedException, HeldException {
        Arrival arrival = Arrival.of(delivery, clock);
        EventReader.Result read = events.read(delivery.record());
        if (read instanceof EventReader.Rejected rejected) {
            burial.bury(arrival, rejected.event(), rejected.rejection());
        } else if (read instanceof EventReader.Accepted accepted) {
            guarded(arrival, accepted.event());
        }
    }

    /** Of a record that brings down even the handling of failures, nothing is touched but its place. */
    @Override
    public void giveUp(Delivery delivery, Throwable cause) throws InterruptedException, HeldException {
        Arrival arrival = Arrival.of(delivery, clock);
        String message = "The service failed on this record " + delivery.attempt() + " times.";
        Rejection rejection = new Rejection(RejectionCode.INTERNAL, message, cause, delivery.attempt());
        burial.buryBare(arrival.isSound() ? arrival : arrival.withoutReplay(), rejection);
    }

    /** An event that brings our own code down would bring it down for ever; it must not stop those behind it. */
    private void guarded(Arrival arrival, DocumentEvent event) throws InterruptedException, HeldException {
        try {
            inItsPlace(arrival, event);
        } catch (FenceClosedException | OutOfMemoryError e) {
            throw e; // memory may be short because of others; it is tried again a few times
        } catch (RuntimeException | Error e) {
            Rejection rejection = new Rejection(RejectionCode.INTERNAL, "The service failed on this event.", e, 1);
            outcomes.fail(arrival.isSound() ? arrival : arrival.withoutReplay(), event, rejection);
        }
    }

    /** An event that is replayed comes before all that came after it the first time. */
    private void inItsPlace(Arrival arrival, DocumentEvent event) throws InterruptedException, HeldException {
        if (!arrival.isSound()) {
            Rejection rejection = Rejection.badEvent("The replay is of an event that cannot have been here.");
            outcomes.fail(arrival.withoutReplay(), event, rejection);
            return;
        }
        boolean superseded;
        try {
            superseded = isSuperseded(arrival, event);
        } catch (BrokerUnavailableException | RuntimeException e) {
            holdOrBury(arrival, event, e);
            return;
        }
        if (superseded) {
            outcomes.supersede(arrival, event);
        } else {
            handle(arrival, event);
        }
    }

    private boolean isSuperseded(Arrival arrival, DocumentEvent event)
            throws BrokerUnavailableException, InterruptedException {
        Replay replay = arrival.replay();
        return replay != null && newer.exist(new DocumentKey(event.getTenant(), event.getDocumentId()), replay);
    }

    /** No outcome may be sent, not even a failure, before it is known what is there; a letter does no harm. */
    private void holdOrBury(Arrival arrival, DocumentEvent event, Exception cause)
            throws InterruptedException, HeldException {
        if (arrival.delivery().troubles().since(Trouble.PLACE).compareTo(patience) < 0) {
            throw new HeldException(cause);
        }
        String message = "Whether the document has moved on could not be found out for " + patience.toSeconds()
                + " seconds; replay it again.";
        burial.bury(
                arrival,
                event,
                new Rejection(
                        RejectionCode.INTERNAL,
                        message,
                        cause,
                        arrival.delivery().attempt()));
    }

    private void handle(Arrival arrival, DocumentEvent event) throws InterruptedException, HeldException {
        Object change = event.getChange();
        Rejection rejection = EventCheck.contract(event);
        if (rejection != null) {
            outcomes.fail(arrival, event, rejection);
        } else if (change instanceof Upsert upsert) {
            read(arrival, event, upsert);
        } else if (change instanceof Delete delete) {
            outcomes.send(arrival, event, Outcome.of("deleted", new Deleted(delete.getReason())));
        } else if (change instanceof MetadataPatch patch) {
            outcomes.send(arrival, event, Outcome.of("patch", patch));
        } else {
            outcomes.fail(arrival, event, Rejection.badEvent("The change is of an unknown kind."));
        }
    }

    private void read(Arrival arrival, DocumentEvent event, Upsert upsert) throws InterruptedException, HeldException {
        UpsertReader.Result result = upserts.read(arrival, event, upsert);
        if (result instanceof UpsertReader.WithoutText unreadable) {
            outcomes.fail(arrival, event, unreadable.rejection());
        } else if (result instanceof UpsertReader.WithText readable) {
            outcomes.send(arrival, event, readable.outcome());
        }
    }
}
