package io.freshet.ingest.source;

import io.freshet.ingest.publish.Backoff;
import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.publish.FenceClosedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of one poll: those of one key one after the other, those of different keys side by side. */
final class Batch {

    private static final Logger log = LoggerFactory.getLogger(Batch.class);

    private final DocumentHandler handler;
    private final Map<TopicPartition, Fence> fences;
    private final Backoff backoff;
    private final Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Set<TopicPartition> unfinished = ConcurrentHashMap.newKeySet();
    private final List<List<ConsumerRecord<byte[], byte[]>>> sequences;
    private final CountDownLatch running;

    Batch(
            ConsumerRecords<byte[], byte[]> records,
            DocumentHandler handler,
            Map<TopicPartition, Fence> fences,
            Backoff backoff) {
        this.handler = handler;
        this.fences = Map.copyOf(fences);
        this.backoff = backoff;
        this.sequences = sequences(records);
        this.running = new CountDownLatch(sequences.size());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
            begins.put(partition, all.get(0).offset());
            ends.put(partition, new OffsetAndMetadata(all.get(all.size() - 1).offset() + 1));
        }
    }

    void start(Executor executor) {
        for (List<ConsumerRecord<byte[], byte[]>> sequence : sequences) {
            executor.execute(() -> run(sequence));
        }
    }

    /** Returns whether everything is over. */
    boolean await(Duration patience) throws InterruptedException {
        return running.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where each partition continues; those that left, or were not finished, are not among them. */
    Map<TopicPartition, OffsetAndMetadata> finished() {
        Map<TopicPartition, OffsetAndMetadata> finished = new HashMap<>(ends);
        finished.keySet()
                .removeIf(partition ->
                        unfinished.contains(partition) || fence(partition).isClosed());
        return finished;
    }

    /** Where the partitions that are still ours have to begin again. */
    Map<TopicPartition, Long> unfinished() {
        Map<TopicPartition, Long> again = new HashMap<>(begins);
        again.keySet()
                .removeIf(partition ->
                        !unfinished.contains(partition) || fence(partition).isClosed());
        return again;
    }

    private static List<List<ConsumerRecord<byte[], byte[]>>> sequences(ConsumerRecords<byte[], byte[]> records) {
        Map<Object, List<ConsumerRecord<byte[], byte[]>>> byKey = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Object key = record.key() == null ? record : ByteBuffer.wrap(record.key());
            byKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(record);
        }
        return List.copyOf(byKey.values());
    }

    private void run(List<ConsumerRecord<byte[], byte[]>> sequence) {
        TopicPartition partition =
                new TopicPartition(sequence.get(0).topic(), sequence.get(0).partition());
        try {
            for (ConsumerRecord<byte[], byte[]> record : sequence) {
                handle(record, fence(partition));
            }
        } catch (FenceClosedException e) {
            unfinished.add(partition);
        } catch (InterruptedException e) {
            unfinished.add(partition);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            unfinished.add(partition);
            log.atError()
                    .setCause(e)
                    .addKeyValue("partition", partition.partition())
                    .log("batch not finished");
        } finally {
            running.countDown();
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, Fence fence) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            if (fence.isClosed()) {
                unfinished.add(new TopicPartition(record.topic(), record.partition()));
                return;
            }
            try {
                handler.handle(record, fence);
                return;
            } catch (HeldException e) {
                log.atWarn()
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", e.getMessage())
                        .log("event held");
                backoff.await(attempt);
            }
        }
    }

    private Fence fence(TopicPartition partition) {
        Fence fence = fences.get(partition);
        if (fence == null) {
            throw new IllegalStateException("no fence for " + partition);
        }
        return fence;
    }
}
