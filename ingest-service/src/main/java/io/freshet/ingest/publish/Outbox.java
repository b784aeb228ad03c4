package io.freshet.ingest.publish;

import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.TraceContext;

/**
 * Where outcomes go. A call returns when Kafka has the record, and holds for as long as Kafka or the registry are away; it
 * never gives up.
 */
public interface Outbox {

    /** Sends an outcome with the timestamp and the trace of the event it is the outcome of. */
    void send(ExtractedDocument document, long timestamp, TraceContext trace, Fence fence)
            throws InterruptedException, RefusedException;

    /** Sends a dead letter with the trace of its event. */
    void send(DeadLetter letter, TraceContext trace, Fence fence) throws InterruptedException, RefusedException;
}
