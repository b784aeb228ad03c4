package io.freshet.index.write;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** What happens when partitions come and go: between batches they are handed over tidily, within one it is given up. */
final class Rebalances implements ConsumerRebalanceListener {
    private final InHand hand;
    private final Positions positions;
    private final Rereads rereads;
    private final Starts starts;
    private int takeOvers;

    Rebalances(InHand hand, Positions positions, Rereads rereads, Starts starts) {
        this.hand = hand;
        this.positions = positions;
        this.rereads = rereads;
        this.starts = starts;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            if (hand.busy()) {
                hand.lose();
            } else {
                positions.commitNow();
            }
        } finally {
            forget(partitions);
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        positions.forget(partitions);
        rereads.forget(partitions);
        starts.gone(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        hand.lose();
        forget(partitions);
    }

    /** How often partitions came: what others wrote there a moment ago may still land. */
    int takeOvers() {
        return takeOvers;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        takeOvers += partitions.isEmpty() ? 0 : 1;
        rereads.takeOver(partitions);
        starts.assigned(partitions);
    }
}
