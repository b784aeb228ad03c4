package io.freshet.local.history;

import io.freshet.local.LocalFreshet;
import io.freshet.local.LocalSettings;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.Topic;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.service.Closing;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The whole of Freshet, and a source that writes its topic of documents. */
final class PublishedFreshet implements AutoCloseable {
    private static final Path WORKERS = Path.of("..", "..", "ingest-service", "tika-worker", "target", "worker")
            .toAbsolutePath()
            .normalize();
    private static final Topic<DocumentEvent> DOCUMENTS = new Topics(Topics.DEFAULT_PREFIX, 4).documents();

    private final Closing closing = new Closing();
    private final Path data;
    private final RecordSerdes serdes;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    PublishedFreshet(Path data) throws Exception {
        this.data = data;
        LocalFreshet freshet =
                closing.add(new LocalFreshet(new LocalSettings(data, 0, 0, 0, 0, 0, WORKERS, Map.of()), failure -> {
                    throw new AssertionError(failure);
                }));
        freshet.start(step -> {});
        serdes = closing.add(
                new RecordSerdes(Map.of("schema.registry.url", "http://127.0.0.1:" + freshet.registryPort())));
        producer = closing.add(new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + freshet.kafkaPort()),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    /** In this order, as documents of the tenant. */
    void publish(String tenant, List<Step> steps) {
        for (Step step : steps) {
            byte[] value = serdes.serializer(DOCUMENTS).serialize(DOCUMENTS.name(), step.event(tenant));
            String key = new DocumentKey(tenant, step.documentId()).toString();
            sent.add(producer.send(new ProducerRecord<>(DOCUMENTS.name(), key, value)));
        }
    }

    /** When the broker took the last of it. */
    Instant lastPublished() throws Exception {
        Instant last = Instant.EPOCH;
        for (Future<RecordMetadata> each : sent) {
            Instant at = Instant.ofEpochMilli(each.get(30, TimeUnit.SECONDS).timestamp());
            last = at.isAfter(last) ? at : last;
        }
        return last;
    }

    Path index() {
        return data.resolve("index");
    }

    @Override
    public void close() {
        closing.close();
    }
}
