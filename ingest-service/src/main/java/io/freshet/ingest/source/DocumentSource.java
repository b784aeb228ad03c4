package io.freshet.ingest.source;

import io.freshet.ingest.publish.Backoff;
import io.freshet.ingest.publish.Fence;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events batch by batch: poll, handle all, commit. While a batch runs, its partitions are paused and polling goes on,
 * so that one slow file does not cost the membership in the group.
 *
 * <p>One thread owns the consumer. A batch that is not finished when a partition leaves is done again by whoever gets it.
 */
public final class DocumentSource implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DocumentSource.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofMillis(200);
    private static final Duration SENDS_UNDER_WAY = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(15);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final DocumentHandler handler;
    private final Backoff backoff;
    private final ExecutorService executor;
    private final Map<TopicPartition, Fence> fences = new HashMap<>();
    private final Thread thread;
    private volatile boolean ending;
    private volatile @Nullable String problem = "not started";
    private boolean busy;

    /** Prepares the source; {@code parallelism} is the number of events handled at a time. */
    public DocumentSource(
            Consumer<byte[], byte[]> consumer,
            String topic,
            DocumentHandler handler,
            int parallelism,
            Backoff backoff) {
        this.consumer = consumer;
        this.topic = topic;
        this.handler = handler;
        this.backoff = backoff;
        this.executor = Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "ingest-document"));
        this.thread = new Thread(this::run, "ingest-source");
    }

    /** Begins to take events. */
    public void start() {
        thread.start();
    }

    /** Throws when events are not being taken. */
    public void check() {
        String current = problem;
        if (current != null || !thread.isAlive()) {
            throw new IllegalStateException(current == null ? "the source has ended" : current);
        }
    }

    private void run() {
        try {
            consumer.subscribe(List.of(topic), new Rebalancing());
            int failures = 0;
            while (!ending) {
                failures = step() ? 0 : failures + 1;
                if (failures > 0) {
                    backoff.await(failures);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            log.atInfo().log("source interrupted");
        } catch (RuntimeException | Error e) {
            problem = "the source failed: " + e;
            log.atError().setCause(e).log("source failed");
        } finally {
            closeFences(List.copyOf(fences.keySet()));
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
        }
    }

    /** Takes one batch; returns false when Kafka did not let it. */
    private boolean step() throws InterruptedException {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            problem = null;
            if (!records.isEmpty()) {
                finish(new Batch(records, handler, fences, backoff));
            }
            return true;
        } catch (WakeupException e) {
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            problem = "Kafka: " + e.getMessage();
            log.atWarn().addKeyValue("reason", e.toString()).log("cannot take events");
            return false;
        }
    }

    private void finish(Batch batch) throws InterruptedException {
        busy = true;
        consumer.pause(consumer.assignment());
        batch.start(executor);
        try {
            while (!batch.await(HEARTBEAT) && !ending) {
                heartbeat();
            }
        } finally {
            busy = false;
        }
        if (!ending) {
            redo(batch);
            consumer.resume(consumer.assignment());
            commit(batch.finished());
        }
    }

    /** The batch goes on whatever Kafka says meanwhile: what it has done is committed when Kafka is back. */
    private void heartbeat() {
        try {
            consumer.poll(Duration.ZERO);
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            problem = "Kafka: " + e.getMessage();
        }
    }

    /** What was not finished is taken again; a commit of what comes later would pass over it. */
    private void redo(Batch batch) {
        batch.unfinished().forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.keySet().retainAll(consumer.assignment());
        try {
            consumer.commitSync(offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Whoever has the partitions now does the batch again; outcomes with the same origin change nothing.
            log.atInfo().addKeyValue("reason", e.toString()).log("offsets not committed");
        }
    }

    private void closeFences(Collection<TopicPartition> partitions) {
        try {
            for (TopicPartition partition : partitions) {
                Fence fence = fences.remove(partition);
                if (fence != null && !fence.close(SENDS_UNDER_WAY)) {
                    log.atWarn()
                            .addKeyValue("partition", partition.partition())
                            .log("partition left while a send was under way");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the taking of events. A file that is being read is given up when the extractor closes. */
    @Override
    public void close() {
        ending = true;
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            thread.join(END.toMillis());
            executor.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called by the consumer within poll. */
    private final class Rebalancing implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> fences.put(partition, new Fence()));
            if (busy) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            closeFences(partitions);
        }
    }
}
