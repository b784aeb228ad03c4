package io.freshet.ingest.publish;

import java.util.List;

/**
 * Puts events that came by HTTP into the stream. A call that ends with {@link BrokerUnavailableException} was not confirmed:
 * the event may still turn up, and sending it again is safe.
 */
public interface EventPublisher {

    /** Where an event is now. */
    record Published(int partition, long offset) {}

    /** Returns when Kafka has the event on all replicas in sync. */
    Published publish(Outgoing outgoing) throws InterruptedException, BrokerUnavailableException, OversizedException;

    /**
     * Publishes all of them or, for whoever reads committed records, none. Returns where they are, in the order given, when
     * Kafka has them on all replicas in sync.
     */
    List<Published> publishAll(List<Outgoing> outgoing)
            throws InterruptedException, BrokerUnavailableException, OversizedException;
}
