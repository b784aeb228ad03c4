package io.freshet.ingest.source;

import io.freshet.ingest.publish.Outbox;
import io.freshet.ingest.publish.RefusedException;
import io.freshet.ingest.stream.HeldException;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentEvent;
import io.freshet.records.TraceContext;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends dead letters, with the original where it fits. */
public final class Burial {

    private static final Logger log = LoggerFactory.getLogger(Burial.class);

    private final Outbox outbox;
    private final DeadLetters letters;
    private final IngestMeters meters;

    public Burial(Outbox outbox, IngestMeters meters, Clock clock) {
        this.outbox = outbox;
        this.letters = new DeadLetters(clock);
        this.meters = meters;
    }

    /** @throws HeldException when not even a letter without anything of the record is taken */
    void bury(Arrival arrival, @Nullable DocumentEvent event, Rejection rejection)
            throws InterruptedException, HeldException {
        DeadLetter letter = letters.of(arrival, event, rejection);
        try {
            outbox.send(letter, arrival.trace(), arrival.fence());
        } catch (RefusedException e) {
            buryWithoutValue(arrival, letter);
        }
        told(arrival, rejection);
    }

    /** Buries what nothing else could be done with. */
    void buryBare(Arrival arrival, Rejection rejection) throws InterruptedException, HeldException {
        sendBare(arrival, letters.of(arrival, null, rejection));
        told(arrival, rejection);
    }

    private void told(Arrival arrival, Rejection rejection) {
        meters.deadLetter(rejection.code().name());
        arrival.on(log.atWarn()).addKeyValue("code", rejection.code()).log("dead letter");
    }

    private void buryWithoutValue(Arrival arrival, DeadLetter letter) throws InterruptedException, HeldException {
        try {
            outbox.send(DeadLetters.withoutValue(letter), arrival.trace(), arrival.fence());
        } catch (RefusedException e) {
            sendBare(arrival, letter);
        }
    }

    private void sendBare(Arrival arrival, DeadLetter letter) throws InterruptedException, HeldException {
        try {
            outbox.send(DeadLetters.bare(letter), TraceContext.NONE, arrival.fence());
        } catch (RefusedException e) {
            throw new HeldException(e); // the topic takes nothing; the record is not at fault
        }
    }
}
