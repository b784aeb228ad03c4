package io.freshet.index.write;

import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes durable what the store accepted, and only then commits how far that is. */
final class Positions {
    private static final Logger log = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final ChunkWriter store;
    private final InHand hand;
    private final Hold hold;
    private final Duration interval;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastSync;

    Positions(
            Consumer<byte[], byte[]> consumer,
            ChunkWriter store,
            InHand hand,
            Hold hold,
            Duration interval,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.store = store;
        this.hand = hand;
        this.hold = hold;
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

    // position() rather than the last offset, so that transaction markers count as read too.
    private void commit(BooleanSupplier sync) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (!Long.valueOf(position).equals(committed.get(partition))) {
                positions.put(partition, new OffsetAndMetadata(position));
            }
        }
        if (!positions.isEmpty() && sync.getAsBoolean()) {
            consumer.commitSync(positions);
            positions.forEach((partition, position) -> committed.put(partition, position.offset()));
        }
        lastSync = nanos.getAsLong();
    }

    private boolean syncUntilDone() {
        hand.begin();
        boolean done = hold.untilDone(() -> {
            try {
                store.sync();
                return Optional.empty();
            } catch (StoreUnavailableException unavailable) {
                return Optional.of(String.valueOf(unavailable.getMessage()));
            }
        });
        hand.done();
        return done;
    }

    private boolean syncOnce() {
        try {
            store.sync();
            return true;
        } catch (StoreUnavailableException unavailable) {
            log.atWarn().setCause(unavailable).log("not synced before giving partitions up");
            return false;
        }
    }
}
