package io.freshet.ingest.deadletter;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DeadLetter;
import io.freshet.records.RecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the ends of the topic's partitions with a consumer of its own, once for each question. One question at a time: a
 * letter may carry a whole file until its value is dropped.
 */
public final class KafkaDeadLetterList implements DeadLetterList {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Comparator<DeadLetter> BY_AGE = Comparator.comparing(DeadLetter::getAt);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Deserializer<DeadLetter> deserializer;

    public KafkaDeadLetterList(
            Supplier<Consumer<byte[], byte[]>> consumers, String topic, Deserializer<DeadLetter> deserializer) {
        this.consumers = consumers;
        this.topic = topic;
        this.deserializer = deserializer;
    }

    @Override
    public synchronized List<DeadLetter> newest(String tenant, int limit) throws BrokerUnavailableException {
        PriorityQueue<DeadLetter> newest = new PriorityQueue<>(BY_AGE);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            Map<TopicPartition, Long> left = seek(consumer, limit);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!left.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new BrokerUnavailableException("reading took too long", new IllegalStateException());
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    take(record, tenant, limit, newest);
                }
                left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
        List<DeadLetter> sorted = new ArrayList<>(newest);
        sorted.sort(BY_AGE.reversed());
        return sorted;
    }

    private Map<TopicPartition, Long> seek(Consumer<byte[], byte[]> consumer, int limit) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions, PATIENCE));
        left.forEach((partition, end) ->
                consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - limit)));
        left.entrySet().removeIf(end -> begins.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return left;
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record, String tenant, int limit, PriorityQueue<DeadLetter> newest) {
        try {
            DeadLetter letter = deserializer.deserialize(topic, record.headers(), record.value());
            if (tenant.equals(letter.getTenant())) {
                newest.add(DeadLetter.newBuilder(letter).setValue(null).build());
            }
        } catch (RecordException e) {
            return; // not written by us
        }
        if (newest.size() > limit) {
            newest.poll();
        }
    }
}
