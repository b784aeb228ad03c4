package io.freshet.ingest.stream;

import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of a topic and has them handled, in order for each key and side by side across keys. Where there is no
 * more room, partitions are paused and polling goes on, so that nothing slow costs the membership in the group.
 *
 * <p>One thread owns the consumer: it polls, commits, and sees partitions come and go. It never handles a record.
 */
public final class KeyedStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyedStream.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHEN_PAUSED = Duration.ofMillis(20);
    /** Half of the session after which the group takes a silent member for dead. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private static final Duration END = Duration.ofSeconds(20);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** Is told when no more records are taken though nobody closed the stream: a process of no use should end. */
    @FunctionalInterface
    public interface Fatal {

        /** Returns soon; called at most once, in the thread of the stream. */
        void ended(Throwable cause);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final int maxSpread;
    private final long maxParkedBytes;
    private final Lanes lanes;
    private final Patience patience;
    private final LongSupplier nanos;
    private final StreamMeters meters;
    private final Fatal fatal;
    private final PollLease lease;
    private final Work work;
    private final Commits commits;
    private final Partitions partitions;
    private final Thread thread;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Pauser pauser = time -> !ending.await(time.toMillis(), TimeUnit.MILLISECONDS);
    private volatile @Nullable String problem = "not started";

    /**
     * Prepares a stream over a consumer, which is closed with it; patience is for what is held and for a Kafka that is away.
     *
     * @param fatal is told when the stream ends by itself
     */
    public KeyedStream(
            Consumer<byte[], byte[]> consumer,
            String topic,
            RecordHandler handler,
            LaneThreads threads,
            StreamSettings settings,
            Patience patience,
            StreamMeters meters,
            Fatal fatal) {
        this(consumer, topic, handler, threads, settings, patience, meters, fatal, System::nanoTime);
    }

    KeyedStream(
            Consumer<byte[], byte[]> consumer,
            String topic,
            RecordHandler handler,
            Lanes lanes,
            StreamSettings settings,
            Patience patience,
            StreamMeters meters,
            Fatal fatal,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.topic = topic;
        this.maxSpread = settings.maxSpread();
        this.maxParkedBytes = Math.max(1, settings.maxBytes().bytes() / 2);
        this.lanes = lanes;
        this.patience = patience;
        this.nanos = nanos;
        this.meters = meters;
        this.fatal = fatal;
        this.lease = new PollLease(LEASE, nanos);
        this.work = new Work(handler, lanes, settings, patience, nanos, lease);
        this.commits = new Commits(consumer, work, settings.commitInterval(), nanos);
        this.partitions = new Partitions(work, commits, meters, nanos);
        this.thread = new Thread(this::run, "ingest-stream");
    }

    /** Begins to take records. */
    public void start() {
        thread.start();
    }

    /** Throws when records are not being taken. */
    public void check() {
        String current = problem;
        if (current != null || !thread.isAlive()) {
            throw new IllegalStateException(current == null ? "the stream has ended" : current);
        }
    }

    private void run() {
        try {
            subscribe();
            int failures = 0;
            while (ending.getCount() > 0) {
                failures = step() ? 0 : failures + 1;
                if (failures > 0) {
                    pauser.pause(patience.pause(failures - 1));
                }
            }
        } catch (InterruptedException | InterruptException e) {
            log.atInfo().log("stream interrupted");
        } catch (RuntimeException | Error e) {
            problem = "the stream failed: " + e;
            log.atError().setCause(e).log("stream failed");
            if (ending.getCount() > 0) {
                fatal.ended(e);
            }
        } finally {
            partitions.end();
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    void subscribe() {
        consumer.subscribe(List.of(topic), partitions);
    }

    /** Takes what there is; returns false when Kafka did not let it. */
    boolean step() {
        try {
            work.retryDue();
            boolean paused = pauseOrResume();
            consumer.poll(paused ? POLL_WHEN_PAUSED : POLL).forEach(work::take);
            lease.renew();
            problem = null;
            if (commits.due()) {
                commits.begin();
                measure();
            }
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            problem = "Kafka: " + e.getMessage();
            log.atWarn().addKeyValue("reason", e.toString()).log("cannot take records");
            return false;
        }
    }

    /** Returns whether a partition is paused. */
    private boolean pauseOrResume() {
        Set<TopicPartition> paused = new HashSet<>(consumer.paused());
        paused.retainAll(consumer.assignment());
        Set<TopicPartition> wanted = work.isFull() ? consumer.assignment() : work.beyond(maxSpread, maxParkedBytes);
        if (!paused.equals(wanted)) {
            paused.removeAll(wanted);
            consumer.resume(paused);
            consumer.pause(wanted);
        }
        return !wanted.isEmpty();
    }

    private void measure() {
        long oldest = nanos.getAsLong();
        for (Work.Standing standing : work.standings()) {
            OptionalLong untaken = consumer.currentLag(standing.partition());
            meters.lag(standing.partition(), standing.spread() + untaken.orElse(0), standing.firstTimestamp());
            oldest = standing.firstTaken() == null ? oldest : Math.min(oldest, standing.firstTaken());
        }
        meters.inHand(work.records(), work.bytes(), Duration.ofNanos(nanos.getAsLong() - oldest));
    }

    /** Ends the taking of records. One that is being handled is given up, and handled again by whoever comes next. */
    @Override
    public void close() {
        ending.countDown();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lanes.stop();
        }
    }
}
