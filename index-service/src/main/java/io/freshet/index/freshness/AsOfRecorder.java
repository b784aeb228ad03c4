package io.freshet.index.freshness;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the watermark beside the index again and again, so that whoever answers queries needs no Kafka. */
public final class AsOfRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AsOfRecorder.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(5);

    private final Watermark watermark;
    private final ChunkWriter store;
    private final Duration interval;
    private final Consumer<byte[], byte[]> consumer;
    private final ScheduledExecutorService thread;

    /**
     * A recorder of these stages, given downstream.
     *
     * @param consumer reads only what is committed, belongs to no group, and is closed here
     */
    public AsOfRecorder(
            List<StagePositions> stages,
            Admin admin,
            Consumer<byte[], byte[]> consumer,
            int partitions,
            ChunkWriter store,
            Duration interval,
            Clock clock,
            IndexMeters meters) {
        this.watermark = new Watermark(stages, new KafkaLogView(admin, consumer, partitions), clock, meters);
        this.store = store;
        this.interval = interval;
        this.consumer = consumer;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "index-as-of"));
    }

    /** Starts recording. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::record, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void record() {
        try {
            store.recordAsOf(watermark.compute());
        } catch (InterruptedException | InterruptException ended) {
            Thread.currentThread().interrupt();
        } catch (KafkaException | StoreUnavailableException failed) {
            log.atWarn().setCause(failed).log("freshness not recorded, trying again");
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).log("freshness not recorded");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                consumer.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
