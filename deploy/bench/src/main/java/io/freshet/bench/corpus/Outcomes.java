package io.freshet.bench.corpus;

import io.freshet.records.DeadLetter;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Topic;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the service publishes, from the beginning and as it comes. */
final class Outcomes implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final int LARGEST = 20 << 20;

    private final RecordSerdes serdes;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topic<ExtractedDocument> extracted;
    private final Deserializer<ExtractedDocument> documents;
    private final Deserializer<DeadLetter> letters;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Set<String> buried = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "outcomes");

    /** The last outcome of a document, how many there were, and when the last one was read. */
    record Seen(Outcome outcome, int count, long nanoTime) {}

    Outcomes(String bootstrapServers, String registry, int partitions) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX, partitions);
        extracted = topics.extracted();
        serdes = new RecordSerdes(Map.of("schema.registry.url", registry));
        documents = serdes.deserializer(topics.extracted());
        letters = serdes.deserializer(topics.deadLetters());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.partition.fetch.bytes",
                        LARGEST,
                        "max.poll.records",
                        20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var all = IntStream.range(0, partitions)
                .boxed()
                .flatMap(partition -> java.util.stream.Stream.of(
                        new TopicPartition(topics.extracted().name(), partition),
                        new TopicPartition(topics.deadLetters().name(), partition)))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(extracted.name())) {
            DeadLetter letter = letters.deserialize(record.topic(), record.value());
            buried.add(String.valueOf(letter.getDocumentId()));
            return;
        }
        ExtractedDocument document = documents.deserialize(record.topic(), record.value());
        seen.merge(
                document.getDocumentId(),
                new Seen(Outcome.of(document), 1, System.nanoTime()),
                (older, newer) -> new Seen(newer.outcome(), older.count() + 1, newer.nanoTime()));
        notifyAll();
    }

    /** The document's outcome, or null when it has none in time. */
    synchronized @Nullable Seen await(String documentId, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Seen found = seen.get(documentId); ; found = seen.get(documentId)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (found != null || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    /** How many outcomes a document has had. */
    int count(String documentId) {
        Seen found = seen.get(documentId);
        return found == null ? 0 : found.count();
    }

    /** Documents with a dead letter. */
    Set<String> buried() {
        return Set.copyOf(buried);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serdes.close();
    }
}
