package io.freshet.ingest.http;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.EventPublisher;
import io.freshet.ingest.publish.Outgoing;
import io.freshet.records.DocumentEvent;
import io.freshet.records.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events in a list, or is away. */
final class FakePublisher implements EventPublisher {

    final List<DocumentEvent> events = new CopyOnWriteArrayList<>();
    final List<TraceContext> traces = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public Published publish(Outgoing outgoing) throws BrokerUnavailableException {
        if (away) {
            throw new BrokerUnavailableException("away", new IllegalStateException());
        }
        events.add(outgoing.event());
        traces.add(outgoing.trace());
        return new Published(3, 40 + events.size());
    }

    @Override
    public List<Published> publishAll(List<Outgoing> outgoing) throws BrokerUnavailableException {
        List<Published> published = new ArrayList<>();
        for (Outgoing one : outgoing) {
            published.add(publish(one));
        }
        return published;
    }
}
