package io.freshet.index.write;

import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the reading of partitions begins that were just assigned: at the smaller of what the group committed and what the
 * index says of itself, and at the beginning where either says nothing. So an index that was emptied, or put back from a
 * copy, is never continued in the middle; reading what it has already changes nothing.
 *
 * <p>Until that is known the partitions are paused.
 */
final class Starts {
    private static final Logger log = LoggerFactory.getLogger(Starts.class);

    private final Consumer<byte[], byte[]> consumer;
    private final ChunkWriter store;
    private final InHand hand;
    private final Hold hold;
    private final Rereads rereads;
    private final Set<TopicPartition> open = new HashSet<>();

    Starts(Consumer<byte[], byte[]> consumer, ChunkWriter store, InHand hand, Hold hold, Rereads rereads) {
        this.consumer = consumer;
        this.store = store;
        this.hand = hand;
        this.hold = hold;
        this.rereads = rereads;
    }

    void assigned(Collection<TopicPartition> partitions) {
        open.addAll(partitions);
        consumer.pause(partitions);
    }

    void gone(Collection<TopicPartition> partitions) {
        open.removeAll(Set.copyOf(partitions));
    }

    /** Returns false when it is not known yet; then nothing may be polled. */
    boolean known() {
        if (open.isEmpty()) {
            return true;
        }
        hand.begin();
        boolean found = hold.untilDone(this::find);
        hand.done();
        return found;
    }

    /** Whether the consumer's position says nothing yet about what was read. */
    boolean isOpen(TopicPartition partition) {
        return open.contains(partition);
    }

    private Optional<Obstacle> find() {
        open.retainAll(consumer.assignment());
        Map<Integer, Long> stored;
        try {
            stored = store.positions();
        } catch (StoreUnavailableException unavailable) {
            return Optional.of(Obstacle.known(String.valueOf(unavailable.getMessage())));
        }
        Set<TopicPartition> found = Set.copyOf(open);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(found);
        for (TopicPartition partition : found) {
            start(partition, committed.get(partition), stored.get(partition.partition()));
        }
        open.clear();
        consumer.resume(found);
        return Optional.empty();
    }

    private void start(TopicPartition partition, @Nullable OffsetAndMetadata committed, @Nullable Long stored) {
        if (committed == null || stored == null) {
            consumer.seekToBeginning(Set.of(partition));
        } else {
            consumer.seek(partition, Math.min(committed.offset(), stored));
        }
        if (committed != null && (stored == null || stored < committed.offset())) {
            rereads.startOver(partition);
            log.atWarn()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("committed", committed.offset())
                    .addKeyValue("stored", stored)
                    .log("the index is behind what its writer committed, and is written again from where it is");
        }
    }
}
