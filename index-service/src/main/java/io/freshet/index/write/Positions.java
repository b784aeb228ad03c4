package io.freshet.index.write;

import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes durable what the store accepted, and only then commits how far that is. */
final class Positions {
    private static final Logger log = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final ChunkWriter store;
    private final InHand hand;
    private final Hold hold;
    private final Starts starts;
    private final Duration interval;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastSync;

    Positions(
            Consumer<byte[], byte[]> consumer,
            ChunkWriter store,
            InHand hand,
            Hold hold,
            Starts starts,
            Duration interval,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.store = store;
        this.hand = hand;
        this.hold = hold;
        this.starts = starts;
        this.interval = interval;
        this.nanos = nanos;
        this.lastSync = nanos.getAsLong();
    }

    boolean due() {
        return nanos.getAsLong() - lastSync >= interval.toNanos();
    }

    /** Asks a store that does not answer again, until it does or the partitions are gone. */
    void commitPatiently() {
        commit(this::syncUntilDone);
    }

    /** Commits nothing when the store does not answer at once. */
    void commitNow() {
        commit(this::syncOnce);
    }

    /** What is assigned again later may have been committed by others in between. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(committed::remove);
    }

    /** Commits again what is committed: the group takes that from members only. */
    boolean confirm() {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            Long position = committed.get(partition);
            if (position != null) {
                known.put(partition, new OffsetAndMetadata(position));
            }
        }
        try {
            known.putAll(committedByOthers(known.keySet()));
            if (!known.isEmpty()) {
                consumer.commitSync(known);
            }
            return true;
        } catch (CommitFailedException
                | RebalanceInProgressException
                | FencedInstanceIdException
                | TimeoutException gone) {
            log.atWarn().setCause(gone).log("no longer in the group");
            return false;
        }
    }

    /** Right after a take-over nothing was committed here yet. */
    private Map<TopicPartition, OffsetAndMetadata> committedByOthers(Set<TopicPartition> ours) {
        Set<TopicPartition> others = new HashSet<>(consumer.assignment());
        others.removeAll(ours);
        others.removeIf(starts::isOpen);
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        if (!others.isEmpty()) {
            consumer.committed(others).forEach((partition, position) -> {
                if (position != null) {
                    known.put(partition, position);
                }
            });
        }
        return known;
    }

    // position() rather than the last offset, so that transaction markers count as read too.
    private void commit(Predicate<Map<Integer, Long>> sync) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            if (starts.isOpen(partition)) {
                continue;
            }
            long position = consumer.position(partition);
            if (!Long.valueOf(position).equals(committed.get(partition))) {
                positions.put(partition, new OffsetAndMetadata(position));
            }
        }
        if (!positions.isEmpty() && sync.test(byPartition(positions))) {
            consumer.commitSync(positions);
            positions.forEach((partition, position) -> committed.put(partition, position.offset()));
        }
        lastSync = nanos.getAsLong();
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, OffsetAndMetadata> positions) {
        return positions.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), entry -> entry.getValue()
                        .offset()));
    }

    private boolean syncUntilDone(Map<Integer, Long> positions) {
        hand.begin();
        boolean done = hold.untilDone(() -> {
            try {
                keep(positions);
                return Optional.empty();
            } catch (StoreUnavailableException unavailable) {
                return Optional.of(Obstacle.known(String.valueOf(unavailable.getMessage())));
            }
        });
        hand.done();
        return done;
    }

    private boolean syncOnce(Map<Integer, Long> positions) {
        try {
            keep(positions);
            return true;
        } catch (StoreUnavailableException unavailable) {
            log.atWarn().setCause(unavailable).log("not synced before giving partitions up");
            return false;
        }
    }

    /** The index says itself how far it goes, never further than what it holds. */
    private void keep(Map<Integer, Long> positions) throws StoreUnavailableException {
        store.sync();
        store.recordPositions(positions);
    }
}
