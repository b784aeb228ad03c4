package io.freshet.ingest;

import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.extract.DocumentExtractor;
import io.freshet.ingest.extract.RecognisingExtractor;
import io.freshet.ingest.extract.WorkerPool;
import io.freshet.ingest.publish.KafkaOutbox;
import io.freshet.ingest.replay.NewerOutcomes;
import io.freshet.ingest.source.Burial;
import io.freshet.ingest.source.DocumentHandler;
import io.freshet.ingest.source.EventReader;
import io.freshet.ingest.source.IngestMeters;
import io.freshet.ingest.source.Outcomes;
import io.freshet.ingest.source.UpsertReader;
import io.freshet.ingest.stream.KeyedStream;
import io.freshet.ingest.stream.LaneThreads;
import io.freshet.ingest.stream.StreamMeters;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import io.freshet.service.health.Check;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The way of an event from its topic to its outcome. */
final class StreamParts {

    private static final Patience PATIENCE = Patience.endless(Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Deletes, patches and what is not worth handling; none of them takes longer than a send. */
    private static final int QUICK_THREADS = 4;

    private final KeyedStream stream;

    /**
     * Puts it together.
     *
     * @param fatal is told when the stream ends by itself
     * @param closing takes what has to be closed
     */
    StreamParts(
            IngestConfig config,
            Topics topics,
            KafkaClients kafka,
            RecordSerdes serdes,
            ContentFetcher content,
            NewerOutcomes newer,
            MeterRegistry meters,
            Clock clock,
            KeyedStream.Fatal fatal,
            Closing closing)
            throws IOException {
        KafkaOutbox outbox = new KafkaOutbox(
                closing.add(kafka.streamProducer()),
                topics,
                serdes.serializer(topics.extracted()),
                serdes.serializer(topics.deadLetters()),
                PATIENCE,
                Pauser.sleeping());
        WorkerPool pool = closing.add(new WorkerPool(config.workers(), meters));
        DocumentExtractor extractor = closing.add(RecognisingExtractor.over(pool, config.workers(), meters));
        IngestMeters documentMeters = new IngestMeters(meters, clock);
        Burial burial = new Burial(outbox, documentMeters, clock);
        DocumentHandler handler = new DocumentHandler(
                new EventReader(serdes.deserializer(topics.documents())),
                new UpsertReader(content, extractor, config.stream().contentPatience(), documentMeters),
                newer,
                new Outcomes(outbox, burial, documentMeters),
                burial,
                config.stream().contentPatience(),
                clock);
        // Two more than workers: while one's text is being sent, its worker reads the next file. Not many more: each
        // thread of a lane may hold a finished text for as long as Kafka is away.
        int fileThreads = pool.size() + 2;
        stream = closing.add(new KeyedStream(
                kafka.source(),
                topics.documents().name(),
                handler,
                new LaneThreads(QUICK_THREADS, fileThreads, fileThreads),
                config.stream(),
                PATIENCE,
                new StreamMeters(meters, clock),
                fatal));
    }

    void start() {
        stream.start();
    }

    /** What has to work for the service to be ready. */
    List<Check> checks() {
        return List.of(new Check("source", stream::check));
    }
}
