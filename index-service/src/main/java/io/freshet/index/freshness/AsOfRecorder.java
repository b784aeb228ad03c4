package io.freshet.index.freshness;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
    // The moment passes a stage per look where there is always something to do.
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private final Watermark watermark;
    private final ChunkWriter store;
    private final Duration interval;
    private final Readers readers;
    private final Duration look;
    private final LongSupplier nanos = System::nanoTime;
    private final ScheduledExecutorService thread;
    private long recorded;

    /**
     * What it reads with. Both read only what is committed, belong to no group and create no topics.
     *
     * @param first for the first records of ranges: fetches little at a time
     * @param tables for tables, which are read from their beginning
     */
    public record Readers(Consumer<byte[], byte[]> first, Consumer<byte[], byte[]> tables) {}

    /** A recorder of these stages, given downstream; closes the readers. */
    public AsOfRecorder(
            List<StagePositions> stages,
            Admin admin,
            Readers readers,
            int partitions,
            ChunkWriter store,
            Duration interval,
            Clock clock,
            IndexMeters meters) {
        LogView view = new KafkaLogView(admin, readers, partitions);
        this.watermark =
                new Watermark(stages, new KeptPositions(view, stages.get(stages.size() - 1), store), clock, meters);
        this.store = store;
        this.interval = interval;
        this.readers = readers;
        this.look = interval.compareTo(LONGEST_LOOK) < 0 ? interval : LONGEST_LOOK;
        this.recorded = nanos.getAsLong() - interval.toNanos();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "index-as-of"));
    }

    /** Starts recording. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::record, 0, look.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void record() {
        try {
            Optional<Instant> asOf = watermark.compute();
            if (asOf.isPresent() && nanos.getAsLong() - recorded >= interval.toNanos()) {
                store.recordAsOf(asOf.get());
                recorded = nanos.getAsLong();
            }
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
                readers.first().close();
                readers.tables().close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
