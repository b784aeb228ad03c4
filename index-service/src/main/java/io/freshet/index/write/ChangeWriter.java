package io.freshet.index.write;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.store.ChunkWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
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
 * <p>One thread runs {@link #run}; {@link #close}, {@link #problem} and {@link #between} may be called from others.
 */
public final class ChangeWriter implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeWriter.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration poll;
    private final Lease lease;
    private final InHand hand;
    private final Hold hold;
    private final Positions positions;
    private final Rebalances rebalances;
    private final Flights flights;
    private final Starts starts;
    private final RecordsWriter records;
    private int landed;
    private final Errands errands = new Errands();
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
        this(
                consumer,
                topic,
                values,
                store,
                Flights.of(settings.calls().atOnce(), topic),
                settings,
                reports,
                clock,
                nanos);
    }

    ChangeWriter(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Deserializer<SpecificRecord> values,
            ChunkWriter store,
            Flights flights,
            WriterSettings settings,
            Reports reports,
            Clock clock,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.topic = topic;
        this.poll = settings.poll();
        this.flights = flights;
        this.lease = new Lease(settings.lease(), nanos);
        Rereads rereads = new Rereads(consumer);
        this.hand = new InHand(consumer, rereads);
        this.hold = new Hold(consumer, hand, settings, lease, () -> closing, reports.meters());
        this.starts = new Starts(consumer, store, hand, hold, rereads);
        this.positions = new Positions(consumer, store, hand, hold, starts, settings.sync(), nanos);
        this.rebalances = new Rebalances(hand, positions, rereads, starts);
        Pace pace = new Pace(settings.calls());
        StoreCalls calls = new StoreCalls(store, flights, pace, this::stillOurs, nanos);
        this.records = new RecordsWriter(values, store, calls, hand, hold, rereads, reports, clock);
    }

    private boolean stillOurs() {
        return lease.holds(() -> hold.asksTheGroup(positions::confirm));
    }

    /** Returns what keeps it from its work, or null. */
    public @Nullable String problem() {
        return ended.getCount() == 0 ? "the writer has ended" : hold.problem();
    }

    /**
     * Has work done on the writer's own thread between two batches: nothing that was read is half written then, and
     * nothing is written while it runs. It holds the writer up, so it should be short; what it writes is made durable
     * with the next batch. Throws {@link java.util.concurrent.RejectedExecutionException} when too much waits already or
     * the writer has ended; what waits when it ends is cancelled.
     */
    public Future<?> between(Runnable work) {
        return errands.add(work);
    }

    /**
     * Where the writer goes on, by partition: everything before has been given to the store. Only the partitions that
     * are its own; to be asked from work of {@link #between} alone.
     */
    public Map<Integer, Long> positions() {
        Map<Integer, Long> next = new HashMap<>();
        consumer.assignment().stream()
                .filter(partition -> !starts.isOpen(partition))
                .forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
        return next;
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
        consumer.subscribe(List.of(topic), rebalances);
    }

    private int cycleOrPutBack(int failures) {
        try {
            cycle();
            return 0;
        } catch (WakeupException closed) {
            throw closed;
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).addKeyValue("stage", "WRITE").log("batch failed, trying again");
            records.putBack();
            hand.begin();
            hold.pause(new Obstacle(String.valueOf(unexpected.getMessage()), true), failures);
            hand.done();
            return failures + 1;
        }
    }

    /** Polls once, writes and commits what there is, and does one errand. */
    void cycle() {
        lease.renew();
        if (!mayBegin()) {
            return;
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(errands.waiting() ? Duration.ZERO : poll);
        if (!polled.isEmpty() && !records.write(polled)) {
            return;
        }
        if (polled.isEmpty() || positions.due()) {
            positions.commitPatiently();
        }
        errands.doNext();
    }

    /** Whether it knows where to go on in all its partitions, and nobody else writes there any more. */
    boolean mayBegin() {
        return starts.known() && othersWritesLanded();
    }

    /** Before anything is written to partitions that came from somebody else. */
    private boolean othersWritesLanded() {
        int takeOvers = rebalances.takeOvers();
        if (takeOvers == landed) {
            return true;
        }
        hand.begin();
        boolean waited = hold.untilLanded();
        hand.done();
        if (waited) {
            landed = takeOvers;
        }
        return waited;
    }

    private void end() {
        try {
            if (!hand.busy()) {
                positions.commitNow();
            }
        } catch (RuntimeException failed) {
            log.atWarn().setCause(failed).log("last positions not committed; they will be read again");
        } finally {
            errands.close();
            flights.close();
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
