package io.freshet.index;

import io.freshet.index.write.DeadLetterSink;
import io.freshet.records.DeadLetter;
import io.freshet.records.Topic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serializer;

/** Sends dead letters to their topic and waits until the broker has them. */
final class KafkaDeadLetterSink implements DeadLetterSink {
    private final Producer<byte[], byte[]> producer;
    private final Topic<DeadLetter> topic;
    private final Serializer<DeadLetter> serializer;

    KafkaDeadLetterSink(Producer<byte[], byte[]> producer, Topic<DeadLetter> topic, Serializer<DeadLetter> serializer) {
        this.producer = producer;
        this.topic = topic;
        this.serializer = serializer;
    }

    @Override
    public void send(DeadLetter letter) {
        byte[] key = letter.getTenant() == null
                ? null
                : (letter.getTenant() + '/' + letter.getDocumentId()).getBytes(StandardCharsets.UTF_8);
        byte[] value = serializer.serialize(topic.name(), letter);
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException failed) {
            throw new KafkaException("a dead letter could not be sent", failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
