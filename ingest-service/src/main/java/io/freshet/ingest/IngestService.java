package io.freshet.ingest;

import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.deadletter.KafkaDeadLetterList;
import io.freshet.ingest.extract.WorkerPool;
import io.freshet.ingest.http.IngestRoutes;
import io.freshet.ingest.publish.Backoff;
import io.freshet.ingest.publish.KafkaEventPublisher;
import io.freshet.ingest.publish.KafkaOutbox;
import io.freshet.ingest.reject.RejectionCode;
import io.freshet.ingest.source.DocumentHandler;
import io.freshet.ingest.source.DocumentSource;
import io.freshet.ingest.source.EventReader;
import io.freshet.ingest.source.IngestMeters;
import io.freshet.records.TopicCreator;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.health.Check;
import io.freshet.service.http.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The ingest service, put together. */
public final class IngestService implements FreshetService {

    private static final Duration TOPICS = Duration.ofSeconds(60);
    private static final Backoff BACKOFF = Backoff.doubling(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final Closing closing = new Closing();
    private final Topics topics;
    private final int replicationFactor;
    private final RecordSerdes serdes;
    private final Admin admin;
    private final DocumentSource source;
    private final List<Check> checks;
    private final HttpServer http;

    /** Builds the parts; nothing runs and no port is open before {@link #start}. */
    public IngestService(IngestConfig config, PrometheusMeterRegistry meters) throws IOException {
        try {
            Clock clock = Clock.systemUTC();
            topics = new Topics(config.kafka().topicPrefix(), config.kafka().partitions());
            replicationFactor = config.kafka().replicationFactor();
            KafkaClients kafka = new KafkaClients(config.kafka());
            serdes = closing.add(new RecordSerdes(config.registry().properties()));
            admin = closing.add(kafka.admin());
            Producer<byte[], byte[]> outcomes = closing.add(kafka.streamProducer());
            Producer<byte[], byte[]> requests = closing.add(kafka.requestProducer());
            WorkerPool pool = closing.add(new WorkerPool(config.workers(), meters));
            KafkaOutbox outbox = new KafkaOutbox(
                    outcomes,
                    topics,
                    serdes.serializer(topics.extracted()),
                    serdes.serializer(topics.deadLetters()),
                    BACKOFF);
            DocumentHandler handler = new DocumentHandler(
                    new EventReader(serdes.deserializer(topics.documents())),
                    (tenant, reference) -> {
                        throw new ContentRefusedException(
                                RejectionCode.CONTENT_FORBIDDEN, "Content by reference is not supported here.");
                    },
                    pool,
                    outbox,
                    new IngestMeters(meters, clock),
                    clock);
            // More threads than workers: what needs no file read does not wait for those that do.
            int parallelism = 2 * pool.size() + 2;
            source = closing.add(
                    new DocumentSource(kafka.source(), topics.documents().name(), handler, parallelism, BACKOFF));
            checks = List.of(new Check("kafka", this::reachKafka), new Check("source", source::check));
            IngestRoutes routes = new IngestRoutes(
                    new KafkaEventPublisher(requests, topics.documents(), serdes.serializer(topics.documents())),
                    new KafkaDeadLetterList(
                            kafka::viewer, topics.deadLetters().name(), serdes.deserializer(topics.deadLetters())),
                    config.maxDocument().bytes(),
                    config.maxInFlight().bytes(),
                    clock,
                    UUID::randomUUID);
            http = closing.add(new HttpServer(IngestService.class, config.http(), checks, meters, routes::addTo));
        } catch (IOException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    @Override
    public void start() throws IOException, InterruptedException {
        new TopicCreator(admin, replicationFactor, TOPICS)
                .ensure(List.of(topics.documents(), topics.extracted(), topics.deadLetters()));
        serdes.guard(topics);
        source.start();
        http.start();
    }

    /** What the service cannot do without, for a process that runs several services. */
    public List<Check> checks() {
        return checks;
    }

    /** The port that requests come to. */
    public int port() {
        return http.port();
    }

    private void reachKafka() throws Exception {
        admin.describeCluster().clusterId().get(3, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closing.close();
    }
}
