package io.freshet.ingest.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when partitions come and go. One that leaves sends nothing more from here: its fence is closed, and sends
 * under way are waited for, before it is given back.
 *
 * <p>Called by the consumer within poll, and so by the thread that owns it.
 */
final class Partitions implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);
    private static final Duration SENDS_UNDER_WAY = Duration.ofSeconds(10);

    private final Work work;
    private final Commits commits;
    private final StreamMeters meters;
    private final LongSupplier nanos;

    Partitions(Work work, Commits commits, StreamMeters meters, LongSupplier nanos) {
        this.work = work;
        this.commits = commits;
        this.meters = meters;
        this.nanos = nanos;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(work::begin);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.finish(end(partitions));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        end(partitions);
    }

    /** Gives everything back. */
    void end() {
        onPartitionsRevoked(work.stays().stream().map(Stay::partition).toList());
    }

    private List<Stay> end(Collection<TopicPartition> partitions) {
        List<Stay> ended = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Stay stay = work.end(partition);
            if (stay != null) {
                ended.add(stay);
            }
        }
        meters.gone(partitions);
        closeFences(ended);
        return ended;
    }

    /** All together have the time of one: a rebalance waits for it. */
    private void closeFences(List<Stay> ended) {
        long deadline = nanos.getAsLong() + SENDS_UNDER_WAY.toNanos();
        boolean interrupted = Thread.interrupted();
        for (Stay stay : ended) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - nanos.getAsLong()));
            try {
                if (!stay.fence().close(interrupted ? Duration.ZERO : left)) {
                    log.atWarn()
                            .addKeyValue("partition", stay.partition().partition())
                            .log("partition left while a send was under way");
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
