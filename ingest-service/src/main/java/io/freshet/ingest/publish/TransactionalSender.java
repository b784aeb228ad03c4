package io.freshet.ingest.publish;

import io.freshet.ingest.publish.EventPublisher.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends lists of records, each in a transaction of its own, one after the other. Its producer is made with the first list, and
 * anew after a failure that left it unfit for use.
 */
final class TransactionalSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TransactionalSender.class);
    private static final Duration TURN = Duration.ofSeconds(10);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Producer<byte[], byte[]> producer;

    TransactionalSender(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** Returns when all are committed; otherwise none of them will be seen, unless the commit itself was not confirmed. */
    List<Published> send(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        if (!turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BrokerUnavailableException("no transaction ends", new IllegalStateException());
        }
        try {
            return inTransaction(records);
        } catch (KafkaException e) {
            throw RequestSender.translated(e);
        } finally {
            turn.unlock();
        }
    }

    private List<Published> inTransaction(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        Producer<byte[], byte[]> current = current();
        boolean committed = false;
        boolean committing = false;
        try {
            current.beginTransaction();
            List<Published> published = sendAll(current, records);
            committing = true;
            current.commitTransaction();
            committed = true;
            return published;
        } finally {
            if (committing && !committed) {
                discard(); // it may have been committed, so there is nothing to take back
            } else if (!committed) {
                abort(current);
            }
        }
    }

    private static List<Published> sendAll(
            Producer<byte[], byte[]> current, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            Future<RecordMetadata> one = current.send(record);
            if (one.isDone()) {
                RequestSender.confirmed(one); // tells why; the next send would only tell that something was wrong
            }
            sent.add(one);
        }
        List<Published> published = new ArrayList<>();
        for (Future<RecordMetadata> one : sent) {
            published.add(RequestSender.confirmed(one));
        }
        return published;
    }

    private Producer<byte[], byte[]> current() {
        if (producer == null) {
            Producer<byte[], byte[]> made = producers.get();
            producer = made;
            try {
                made.initTransactions();
            } catch (KafkaException e) {
                discard();
                throw e;
            }
        }
        return producer;
    }

    private void abort(Producer<byte[], byte[]> current) {
        try {
            current.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            log.atWarn().addKeyValue("reason", e.toString()).log("a transaction was left to its time-out");
            discard();
        }
    }

    private void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            discard();
        } finally {
            turn.unlock();
        }
    }
}
