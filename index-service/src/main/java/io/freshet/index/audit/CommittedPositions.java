package io.freshet.index.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What the writer's group has committed: it does so only after the store has kept what came before. */
public final class CommittedPositions implements AppliedPositions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final String group;
    private final String topic;

    /** The positions of a group on a topic; the admin client is its owner's. */
    public CommittedPositions(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    @Override
    public Map<Integer, Long> of(Collection<Integer> partitions) throws InterruptedException {
        Map<Integer, Long> applied = new HashMap<>();
        committed().forEach((partition, position) -> {
            // A partition that the group never committed may be there without a position.
            if (position != null && partition.topic().equals(topic) && partitions.contains(partition.partition())) {
                applied.put(partition.partition(), position.offset());
            }
        });
        return applied;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("the broker does not tell how far the writer is", failed);
        }
    }
}
