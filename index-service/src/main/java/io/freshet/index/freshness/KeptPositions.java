package io.freshet.index.freshness;

import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/**
 * A log's view in which the writer is no further than the index itself says. An index that was emptied, or put back from
 * a copy, does not hold what the writer's group once read.
 */
final class KeptPositions implements LogView {
    private final LogView view;
    private final StagePositions writing;
    private final ChunkWriter store;

    KeptPositions(LogView view, StagePositions writing, ChunkWriter store) {
        this.view = view;
        this.writing = writing;
        this.store = store;
    }

    @Override
    public Map<Integer, Long> committed(StagePositions stage) throws InterruptedException {
        Map<Integer, Long> committed = view.committed(stage);
        if (!stage.equals(writing)) {
            return committed;
        }
        Map<Integer, Long> kept = new HashMap<>();
        try {
            store.positions().forEach((partition, offset) -> {
                Long read = committed.get(partition);
                if (read != null) {
                    kept.put(partition, Math.min(read, offset));
                }
            });
        } catch (StoreUnavailableException unavailable) {
            throw new KafkaException("the index does not tell how far it goes", unavailable);
        }
        return kept;
    }

    @Override
    public Map<Integer, Range> ranges(String topic) throws InterruptedException {
        return view.ranges(topic);
    }

    @Override
    public Waiting waiting(String topic) throws InterruptedException {
        return view.waiting(topic);
    }

    @Override
    public Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> ranges) throws InterruptedException {
        return view.firstTimes(topic, ranges);
    }
}
