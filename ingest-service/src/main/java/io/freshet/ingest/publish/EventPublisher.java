package io.freshet.ingest.publish;

import io.freshet.records.DocumentEvent;

/** Puts an event that came by HTTP into the stream. */
public interface EventPublisher {

    /** Where the event is now. */
    record Published(int partition, long offset) {}

    /** Returns when Kafka has the event on all replicas in sync. */
    Published publish(DocumentEvent event) throws InterruptedException, BrokerUnavailableException, OversizedException;
}
