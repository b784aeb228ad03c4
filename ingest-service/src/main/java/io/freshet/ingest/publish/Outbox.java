package io.freshet.ingest.publish;

import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;

/**
 * Where outcomes go. A call returns when Kafka has the record, and holds for as long as Kafka or the registry are away; it
 * never gives up.
 */
public interface Outbox {

    /** Sends an outcome with the timestamp of the event it is the outcome of. */
    void send(ExtractedDocument document, long timestamp, Fence fence) throws InterruptedException, OversizedException;

    /** Sends a dead letter. */
    void send(DeadLetter letter, Fence fence) throws InterruptedException, OversizedException;
}
