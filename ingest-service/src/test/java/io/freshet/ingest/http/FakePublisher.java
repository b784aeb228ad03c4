package io.freshet.ingest.http;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.EventPublisher;
import io.freshet.records.DocumentEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events in a list, or is away. */
final class FakePublisher implements EventPublisher {

    final List<DocumentEvent> events = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public Published publish(DocumentEvent event) throws BrokerUnavailableException {
        if (away) {
            throw new BrokerUnavailableException("away", new IllegalStateException());
        }
        events.add(event);
        return new Published(3, 40 + events.size());
    }
}
