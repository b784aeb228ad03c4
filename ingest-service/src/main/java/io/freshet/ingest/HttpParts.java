package io.freshet.ingest;

import io.freshet.ingest.content.ContentStore;
import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.KafkaDeadLetterLog;
import io.freshet.ingest.deadletter.RecordLookup;
import io.freshet.ingest.event.EventLimits;
import io.freshet.ingest.http.ByteBudget;
import io.freshet.ingest.http.DeadLetterRoutes;
import io.freshet.ingest.http.DocumentRoutes;
import io.freshet.ingest.http.EventRoutes;
import io.freshet.ingest.http.Intake;
import io.freshet.ingest.http.OneQuestionAtATime;
import io.freshet.ingest.http.UploadSettings;
import io.freshet.ingest.http.Uploads;
import io.freshet.ingest.publish.KafkaEventPublisher;
import io.freshet.ingest.publish.RequestSender;
import io.freshet.ingest.replay.LoggedOutcomes;
import io.freshet.ingest.replay.Replayer;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/** The way of a request into the topics. */
final class HttpParts {

    private final DocumentRoutes documents;
    private final EventRoutes events;
    private final DeadLetterRoutes deadLetters;

    /** @param closing takes what has to be closed */
    HttpParts(
            IngestConfig config,
            Topics topics,
            KafkaClients kafka,
            RecordSerdes serdes,
            ContentStore store,
            LoggedOutcomes newer,
            Clock clock,
            Closing closing)
            throws IOException {
        Producer<byte[], byte[]> producer = closing.add(kafka.requestProducer());
        KafkaEventPublisher publisher = closing.add(new KafkaEventPublisher(
                producer, kafka::transactionalProducer, topics.documents(), serdes.serializer(topics.documents())));
        Intake intake = new Intake(publisher, clock, UUID::randomUUID);
        ByteBudget budget = new ByteBudget(config.maxInFlight().bytes());
        documents = new DocumentRoutes(
                intake,
                new Uploads(
                        config.uploads(),
                        budget,
                        new ByteBudget(config.maxSpool().bytes()),
                        store));
        EventLimits limits = new EventLimits(
                EventLimits.USUAL.events(), Math.min(config.maxDocument().bytes(), UploadSettings.MOST_INLINE));
        events = new EventRoutes(intake, limits, budget);
        DeadLetterLog letters = new OneQuestionAtATime(new KafkaDeadLetterLog(
                kafka::viewer, topics.deadLetters().name(), serdes.deserializer(topics.deadLetters())));
        Replayer replayer = new Replayer(
                letters,
                new RecordLookup(kafka::viewer),
                newer,
                new RequestSender(producer),
                topics,
                serdes.deserializer(topics.extracted()));
        deadLetters = new DeadLetterRoutes(letters, replayer);
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        documents.addTo(routes);
        events.addTo(routes);
        deadLetters.addTo(routes);
    }
}
