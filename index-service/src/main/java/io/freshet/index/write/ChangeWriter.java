package io.freshet.index.write;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.store.ChunkWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store true to the index changes. Positions are committed only after the store has accepted and kept what came
 * before them; a store that does not answer is asked again, for as long as it takes, and nothing is skipped.
 *
 * <p>One thread runs {@link #run}; {@link #close} and {@link #problem} may be called from others.
 */
public final class ChangeWriter implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeWriter.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration poll;
    private final InHand hand;
    private final Hold hold;
    private final Positions positions;
    private final RecordsWriter records;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    /** What the writer tells of its work. */
    public record Reports(DeadLetters letters, DeadLetterSink deadLetters, IndexMeters meters) {}

    /** A writer of one topic; the consumer reads only what is committed, commits nothing by itself, and is closed here. */
    public ChangeWriter(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Deserializer<SpecificRecord> values,
            ChunkWriter store,
            WriterSettings settings,
            Reports reports,
            Clock clock,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.topic = topic;
        this.poll = settings.poll();
        this.hand = new InHand(consumer);
        this.hold = new Hold(consumer, hand, settings.backOff(), () -> closing, reports.meters());
        this.positions = new Positions(consumer, store, hand, hold, settings.sync(), nanos);
        this.records = new RecordsWriter(values, store, hand, hold, reports, clock);
    }

    /** Returns what keeps it from its work, or null. */
    public @Nullable String problem() {
        return ended.getCount() == 0 ? "the writer has ended" : hold.problem();
    }

    @Override
    public void run() {
        try {
            subscribe();
            int failures = 0;
            while (!closing) {
                failures = cycleOrPutBack(failures);
            }
        } catch (WakeupException closed) {
            log.atDebug().log("writer woken up to end");
        } finally {
            end();
        }
    }

    void subscribe() {
        consumer.subscribe(List.of(topic), new Rebalances(consumer, hand, positions));
    }

    private int cycleOrPutBack(int failures) {
        try {
            cycle();
            return 0;
        } catch (WakeupException closed) {
            throw closed;
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).addKeyValue("stage", "WRITE").log("batch failed, trying again");
            hand.putBack();
            hand.begin();
            hold.pause(String.valueOf(unexpected.getMessage()), failures);
            hand.done();
            return failures + 1;
        }
    }

    /** Polls once, and writes and commits what there is. */
    void cycle() {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(poll);
        if (!polled.isEmpty() && !records.write(polled)) {
            return;
        }
        if (polled.isEmpty() || positions.due()) {
            positions.commitPatiently();
        }
    }

    private void end() {
        try {
            if (!hand.busy()) {
                positions.commitNow();
            }
        } catch (RuntimeException failed) {
            log.atWarn().setCause(failed).log("last positions not committed; they will be read again");
        } finally {
            consumer.close();
            ended.countDown();
        }
    }

    /** Ends the loop and waits for it, bounded. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            if (!ended.await(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().log("writer did not end in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
