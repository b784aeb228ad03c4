package io.freshet.ingest.publish;

import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.RecordException;
import io.freshet.records.Topic;
import io.freshet.records.Topics;
import io.freshet.records.TraceContext;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends outcomes to Kafka, one acknowledged send at a time for each thread. */
public final class KafkaOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(KafkaOutbox.class);
    private static final int MOST_UNNAMED = 5;

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Serializer<ExtractedDocument> documents;
    private final Serializer<DeadLetter> letters;
    private final Patience patience;
    private final Pauser pauser;

    /** An outbox that holds a thread for as long as a send cannot be acknowledged, with pauses as told. */
    public KafkaOutbox(
            Producer<byte[], byte[]> producer,
            Topics topics,
            Serializer<ExtractedDocument> documents,
            Serializer<DeadLetter> letters,
            Patience patience,
            Pauser pauser) {
        this.producer = producer;
        this.topics = topics;
        this.documents = documents;
        this.letters = letters;
        this.patience = patience;
        this.pauser = pauser;
    }

    @Override
    public void send(ExtractedDocument document, long timestamp, TraceContext trace, Fence fence)
            throws InterruptedException, RefusedException {
        byte[] key = utf8(new DocumentKey(document.getTenant(), document.getDocumentId()).toString());
        send(record(topics.extracted(), documents, key, document, timestamp, trace), fence);
    }

    @Override
    public void send(DeadLetter letter, TraceContext trace, Fence fence) throws InterruptedException, RefusedException {
        byte[] key = letter.getTenant() == null || letter.getDocumentId() == null
                ? null
                : utf8(letter.getTenant() + "/" + letter.getDocumentId());
        send(record(topics.deadLetters(), letters, key, letter, letter.getAt().toEpochMilli(), trace), fence);
    }

    /** What makes a record; it may ask the registry, and so is made again for each attempt. */
    private static <V> Supplier<ProducerRecord<byte[], byte[]>> record(
            Topic<V> topic,
            Serializer<V> serializer,
            byte @Nullable [] key,
            V value,
            long timestamp,
            TraceContext trace) {
        return () -> {
            byte[] bytes = serializer.serialize(topic.name(), value);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), null, timestamp, key, bytes);
            trace.addTo(record.headers());
            return record;
        };
    }

    private void send(Supplier<ProducerRecord<byte[], byte[]>> record, Fence fence)
            throws InterruptedException, RefusedException {
        for (int failures = 0; ; failures++) {
            Optional<Exception> failed = attempt(record, fence);
            if (failed.isEmpty()) {
                return;
            }
            Exception failure = failed.get();
            rejectRefused(failure, failures);
            log.atWarn()
                    .addKeyValue("attempt", failures + 1)
                    .addKeyValue("reason", failure.toString())
                    .log("not sent; holding");
            if (!pauser.pause(patience.pause(failures))) {
                throw new InterruptedException();
            }
        }
    }

    /**
     * Throws when it is the record that Kafka does not take. All else is the operator's to mend, permissions and
     * configuration included, and is waited for; what a broker cannot name is the record's fault when it comes again.
     */
    private static void rejectRefused(Exception failure, int failuresBefore) throws RefusedException {
        if (failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException) {
            throw new OversizedException(failure);
        }
        boolean unnamed = failure instanceof UnknownServerException && failuresBefore + 1 >= MOST_UNNAMED;
        if (failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException || unnamed) {
            throw new RefusedException(failure);
        }
    }

    /** A lease may be renewed; what was made is kept until then. */
    private Optional<Exception> attempt(Supplier<ProducerRecord<byte[], byte[]>> record, Fence fence)
            throws InterruptedException {
        try {
            return fence.pass(() -> attempt(record));
        } catch (FenceClosedException e) {
            if (fence.isClosed()) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    /** Returns what went wrong, if anything. */
    private Optional<Exception> attempt(Supplier<ProducerRecord<byte[], byte[]>> record) throws InterruptedException {
        try {
            producer.send(record.get()).get();
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
