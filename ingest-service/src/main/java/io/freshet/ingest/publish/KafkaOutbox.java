package io.freshet.ingest.publish;

import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.RecordException;
import io.freshet.records.Topic;
import io.freshet.records.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends outcomes to Kafka, one acknowledged send at a time for each thread. */
public final class KafkaOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(KafkaOutbox.class);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Serializer<ExtractedDocument> documents;
    private final Serializer<DeadLetter> letters;
    private final Backoff backoff;

    public KafkaOutbox(
            Producer<byte[], byte[]> producer,
            Topics topics,
            Serializer<ExtractedDocument> documents,
            Serializer<DeadLetter> letters,
            Backoff backoff) {
        this.producer = producer;
        this.topics = topics;
        this.documents = documents;
        this.letters = letters;
        this.backoff = backoff;
    }

    @Override
    public void send(ExtractedDocument document, long timestamp, Fence fence)
            throws InterruptedException, OversizedException {
        byte[] key = utf8(new DocumentKey(document.getTenant(), document.getDocumentId()).toString());
        send(topics.extracted(), documents, key, document, timestamp, fence);
    }

    @Override
    public void send(DeadLetter letter, Fence fence) throws InterruptedException, OversizedException {
        byte[] key = letter.getTenant() == null || letter.getDocumentId() == null
                ? null
                : utf8(letter.getTenant() + "/" + letter.getDocumentId());
        send(topics.deadLetters(), letters, key, letter, letter.getAt().toEpochMilli(), fence);
    }

    private <V> void send(
            Topic<V> topic, Serializer<V> serializer, byte @Nullable [] key, V value, long timestamp, Fence fence)
            throws InterruptedException, OversizedException {
        for (int attempt = 1; ; attempt++) {
            Optional<Exception> failed = fence.pass(() -> attempt(topic, serializer, key, value, timestamp));
            if (failed.isEmpty()) {
                return;
            }
            Exception failure = failed.get();
            if (failure instanceof RecordTooLargeException) {
                throw new OversizedException(failure);
            }
            log.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("reason", failure.toString())
                    .log("not sent; holding");
            backoff.await(attempt);
        }
    }

    /** Returns what went wrong, if anything. */
    private <V> Optional<Exception> attempt(
            Topic<V> topic, Serializer<V> serializer, byte @Nullable [] key, V value, long timestamp)
            throws InterruptedException {
        try {
            byte[] bytes = serializer.serialize(topic.name(), value);
            producer.send(new ProducerRecord<>(topic.name(), null, timestamp, key, bytes))
                    .get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof Exception cause ? cause : e);
        } catch (InterruptException e) {
            throw interrupted();
        } catch (RecordException e) {
            return Optional.of(e); // our own record cannot be at fault; the registry's set-up is
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
