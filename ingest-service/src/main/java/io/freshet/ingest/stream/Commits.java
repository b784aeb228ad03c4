package io.freshet.ingest.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits how far each partition is finished. A commit that fails costs nothing but work done twice: the next one goes
 * further, and outcomes with the same origin change nothing.
 *
 * <p>Used by the thread that owns the consumer.
 */
final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    /** How long the giving back of a partition may take for it. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Work work;
    private final long interval;
    private final LongSupplier nanos;
    private long last;

    Commits(Consumer<byte[], byte[]> consumer, Work work, Duration interval, LongSupplier nanos) {
        this.consumer = consumer;
        this.work = work;
        this.interval = interval.toNanos();
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    boolean due() {
        return nanos.getAsLong() - last >= interval;
    }

    /** Commits what is here, without waiting for the answer. */
    void begin() {
        last = nanos.getAsLong();
        Map<Stay, Long> positions = positions(work.stays());
        if (!positions.isEmpty()) {
            consumer.commitAsync(offsets(positions), (offsets, failure) -> {
                if (failure == null) {
                    positions.forEach(work::committed);
                } else {
                    tell(failure);
                }
            });
        }
    }

    /** Commits what is about to leave, and waits for the answer. */
    void finish(Collection<Stay> leaving) {
        Map<Stay, Long> positions = positions(leaving);
        if (positions.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets(positions), LAST);
        } catch (KafkaException e) {
            tell(e);
        }
    }

    private Map<Stay, Long> positions(Collection<Stay> stays) {
        Map<Stay, Long> positions = new HashMap<>();
        for (Stay stay : stays) {
            work.uncommitted(stay).ifPresent(position -> positions.put(stay, position));
        }
        return positions;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<Stay, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((stay, position) -> offsets.put(stay.partition(), new OffsetAndMetadata(position)));
        return offsets;
    }

    private static void tell(Exception failure) {
        log.atInfo().addKeyValue("reason", failure.toString()).log("offsets not committed");
    }
}
