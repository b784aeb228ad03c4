package io.freshet.ingest.http;

import io.freshet.ingest.event.EventProblem;
import io.freshet.ingest.event.EventRules;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.EventPublisher;
import io.freshet.ingest.publish.EventPublisher.Published;
import io.freshet.ingest.publish.Outgoing;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts changes into the stream and acknowledges them, in this order. */
public final class Intake {

    private final EventPublisher publisher;
    private final Clock clock;
    private final Supplier<UUID> ids;

    public Intake(EventPublisher publisher, Clock clock, Supplier<UUID> ids) {
        this.publisher = publisher;
        this.clock = clock;
        this.ids = ids;
    }

    void accept(Context request, DocumentKey document, @Nullable Long version, Object change)
            throws InterruptedException {
        DocumentEvent event =
                new DocumentEvent(eventId(), document.tenant(), document.documentId(), version, now(), change);
        List<EventProblem> problems = EventRules.problems(event);
        if (!problems.isEmpty()) {
            throw EventRefusal.of(problems);
        }
        List<Accepted> accepted = publish(List.of(new Outgoing(event, RequestTrace.of(request))));
        request.status(202).json(accepted.get(0));
    }

    /** Puts events into the stream, all or none, and says under which tokens. */
    List<Accepted> publish(List<Outgoing> events) throws InterruptedException {
        try {
            List<Published> published =
                    switch (events.size()) {
                        case 0 -> List.of();
                        case 1 -> List.of(publisher.publish(events.get(0)));
                        default -> publisher.publishAll(events);
                    };
            return IntStream.range(0, events.size())
                    .mapToObj(i -> accepted(events.get(i).event(), published.get(i)))
                    .toList();
        } catch (BrokerUnavailableException e) {
            throw StreamAway.notConfirmed(e);
        } catch (OversizedException e) {
            throw new Problem(413, "TOO_LARGE", "a change is larger than Kafka takes");
        }
    }

    /** An id for an event whose sender gave none. */
    String eventId() {
        return ids.get().toString();
    }

    /** When a change happened whose sender does not say so. */
    Instant now() {
        return clock.instant();
    }

    private static Accepted accepted(DocumentEvent event, Published at) {
        String token = at.partition() + ":" + at.offset() + "/" + event.getDocumentId();
        return new Accepted(event.getDocumentId(), event.getEventId(), token);
    }
}
