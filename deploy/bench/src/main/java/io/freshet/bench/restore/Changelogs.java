package io.freshet.bench.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics that state is restored from, read by a bare consumer. */
final class Changelogs {
    private static final String SUFFIX = "-changelog";
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> clients;

    Changelogs(Map<String, Object> clients) {
        this.clients = clients;
    }

    /**
     * What reading them once takes: the limit of restoring.
     *
     * @param storeBytes keys and values, by store
     */
    record Reading(double seconds, long records, Map<String, Long> storeBytes) {

        long bytes() {
            return storeBytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    Reading read() throws Exception {
        Map<String, Long> storeBytes = new TreeMap<>();
        long records = 0;
        long begin = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                RestoreRig.with(clients, Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = partitions();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records++;
                    long bytes = size(record.key()) + size(record.value());
                    storeBytes.merge(store(record.topic()), bytes, Long::sum);
                }
            }
        }
        return new Reading((System.nanoTime() - begin) / 1e9, records, storeBytes);
    }

    private List<TopicPartition> partitions() throws Exception {
        List<TopicPartition> partitions = new ArrayList<>();
        try (Admin admin = Admin.create(clients)) {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.endsWith(SUFFIX))
                    .toList();
            admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        }
        return partitions;
    }

    private static String store(String topic) {
        return topic.substring(topic.indexOf('-') + 1, topic.length() - SUFFIX.length());
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
