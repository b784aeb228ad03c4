package io.freshet.ingest.publish;

import io.freshet.ingest.publish.EventPublisher.Published;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Sends a record while somebody waits for the answer, and gives up when its producer does. */
public final class RequestSender {

    private final Producer<byte[], byte[]> producer;

    public RequestSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Returns when Kafka has the record on all replicas in sync. */
    public Published send(ProducerRecord<byte[], byte[]> record)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        try {
            return confirmed(producer.send(record));
        } catch (KafkaException e) {
            throw translated(e);
        }
    }

    static Published confirmed(Future<RecordMetadata> sent)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        try {
            RecordMetadata place = sent.get();
            return new Published(place.partition(), place.offset());
        } catch (ExecutionException e) {
            throw translated(e.getCause() == null ? e : e.getCause());
        }
    }

    static BrokerUnavailableException translated(Throwable cause) throws InterruptedException, OversizedException {
        if (cause instanceof InterruptException) {
            Thread.interrupted();
            throw new InterruptedException();
        }
        if (cause instanceof RecordTooLargeException) {
            throw new OversizedException(cause);
        }
        return new BrokerUnavailableException(String.valueOf(cause.getMessage()), cause);
    }
}
