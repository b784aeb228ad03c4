package io.freshet.ingest.publish;

import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/** Sends events to Kafka: one alone with a plain producer, several in a transaction. */
public final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

    private final RequestSender alone;
    private final TransactionalSender together;
    private final Topic<DocumentEvent> topic;
    private final Serializer<DocumentEvent> serializer;

    /**
     * Prepares the sending.
     *
     * @param producer for single events; whoever made it closes it
     * @param transactional makes a producer for lists, with a transactional id of its own
     */
    public KafkaEventPublisher(
            Producer<byte[], byte[]> producer,
            Supplier<Producer<byte[], byte[]>> transactional,
            Topic<DocumentEvent> topic,
            Serializer<DocumentEvent> serializer) {
        this.alone = new RequestSender(producer);
        this.together = new TransactionalSender(transactional);
        this.topic = topic;
        this.serializer = serializer;
    }

    @Override
    public Published publish(Outgoing outgoing)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        return alone.send(record(outgoing));
    }

    @Override
    public List<Published> publishAll(List<Outgoing> outgoing)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Outgoing one : outgoing) {
            records.add(record(one));
        }
        return records.isEmpty() ? List.of() : together.send(records);
    }

    private ProducerRecord<byte[], byte[]> record(Outgoing outgoing)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        DocumentEvent event = outgoing.event();
        String key = new DocumentKey(event.getTenant(), event.getDocumentId()).toString();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value(event));
        outgoing.trace().addTo(record.headers());
        return record;
    }

    private byte[] value(DocumentEvent event)
            throws InterruptedException, BrokerUnavailableException, OversizedException {
        try {
            return serializer.serialize(topic.name(), event);
        } catch (KafkaException e) {
            throw RequestSender.translated(e);
        }
    }

    @Override
    public void close() {
        together.close();
    }
}
