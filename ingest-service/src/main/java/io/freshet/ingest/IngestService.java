package io.freshet.ingest;

import io.freshet.ingest.replay.KafkaOutcomeLog;
import io.freshet.ingest.replay.LoggedOutcomes;
import io.freshet.ingest.stream.KeyedStream;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** The ingest service, put together. */
public final class IngestService implements FreshetService {

    private static final Duration TOPICS = Duration.ofSeconds(60);

    /** How long it may take to find out whether a replay comes too late. */
    private static final Duration SCAN = Duration.ofSeconds(20);

    private final Closing closing = new Closing();
    private final Topics topics;
    private final int replicationFactor;
    private final RecordSerdes serdes;
    private final Admin admin;
    private final StreamParts stream;
    private final List<Check> checks;
    private final HttpServer http;

    /**
     * Builds the parts; nothing runs and no port is open before {@link #start}.
     *
     * @param fatal is told, from any thread, when the service cannot go on; whoever runs it ends the process
     */
    public IngestService(IngestConfig config, PrometheusMeterRegistry meters, KeyedStream.Fatal fatal)
            throws IOException {
        try {
            Clock clock = Clock.systemUTC();
            topics = new Topics(config.kafka().topicPrefix(), config.kafka().partitions());
            replicationFactor = config.kafka().replicationFactor();
            KafkaClients kafka = new KafkaClients(config.kafka());
            serdes = closing.add(new RecordSerdes(config.registry().properties()));
            admin = closing.add(kafka.admin());
            ContentParts content = new ContentParts(config.content(), meters, clock, closing);
            LoggedOutcomes newer = new LoggedOutcomes(new KafkaOutcomeLog(
                    kafka::viewer, topics.extracted().name(), serdes.deserializer(topics.extracted()), SCAN));
            stream = new StreamParts(
                    config, topics, kafka, serdes, content.fetcher(), newer, meters, clock, fatal, closing);
            HttpParts routes = new HttpParts(config, topics, kafka, serdes, content.store(), newer, clock, closing);
            checks = Stream.of(List.of(new Check("kafka", this::reachKafka)), stream.checks(), content.checks())
                    .flatMap(List::stream)
                    .toList();
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
        stream.start();
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
