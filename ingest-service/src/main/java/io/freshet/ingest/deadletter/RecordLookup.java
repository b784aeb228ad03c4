package io.freshet.ingest.deadletter;

import io.freshet.ingest.publish.BrokerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Fetches single records by their place, with a consumer of its own for each. */
public final class RecordLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    public RecordLookup(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /** Returns the record, or nothing when the topic no longer holds it. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset)
            throws BrokerUnavailableException, InterruptedException {
        TopicPartition place = new TopicPartition(topic, partition);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(List.of(place));
            long begin = consumer.beginningOffsets(List.of(place), PATIENCE).getOrDefault(place, 0L);
            long end = consumer.endOffsets(List.of(place), PATIENCE).getOrDefault(place, 0L);
            if (offset < begin || offset >= end) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            return firstFrom(consumer, place, offset);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> firstFrom(
            Consumer<byte[], byte[]> consumer, TopicPartition place, long offset) throws BrokerUnavailableException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(place)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
            if (consumer.position(place) > offset) {
                return Optional.empty();
            }
        }
        throw new BrokerUnavailableException("reading took too long", new IllegalStateException());
    }
}
