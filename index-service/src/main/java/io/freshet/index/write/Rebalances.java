package io.freshet.index.write;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** What happens when partitions come and go: between batches they are handed over tidily, within one it is given up. */
final class Rebalances implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final InHand hand;
    private final Positions positions;

    Rebalances(Consumer<byte[], byte[]> consumer, InHand hand, Positions positions) {
        this.consumer = consumer;
        this.hand = hand;
        this.positions = positions;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (hand.busy()) {
            hand.lose();
        } else {
            positions.commitNow();
        }
        positions.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        hand.lose();
        positions.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (hand.busy()) {
            consumer.pause(partitions);
        }
    }
}
