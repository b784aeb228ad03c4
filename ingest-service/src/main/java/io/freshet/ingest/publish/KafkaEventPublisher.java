package io.freshet.ingest.publish;

import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.Topic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;

/** Sends events to Kafka; gives up when its producer does, because somebody is waiting for the answer. */
public final class KafkaEventPublisher implements EventPublisher {

    private final Producer<byte[], byte[]> producer;
    private final Topic<DocumentEvent> topic;
    private final Serializer<DocumentEvent> serializer;

    public KafkaEventPublisher(
            Producer<byte[], byte[]> producer, Topic<DocumentEvent> topic, Serializer<DocumentEvent> serializer) {
        this.producer = producer;
        this.topic = topic;
        this.serializer = serializer;
    }

    @Override
    public Published publish(DocumentEvent event)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        byte[] key = new DocumentKey(event.getTenant(), event.getDocumentId())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        try {
            byte[] value = serializer.serialize(topic.name(), event);
            RecordMetadata sent = producer.send(new ProducerRecord<>(topic.name(), key, value))
                    .get();
            return new Published(sent.partition(), sent.offset());
        } catch (ExecutionException e) {
            throw translated(e.getCause() == null ? e : e.getCause());
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw translated(e);
        }
    }

    private static BrokerUnavailableException translated(Throwable cause) throws OversizedException {
        if (cause instanceof RecordTooLargeException) {
            throw new OversizedException(cause);
        }
        return new BrokerUnavailableException(String.valueOf(cause.getMessage()), cause);
    }
}
