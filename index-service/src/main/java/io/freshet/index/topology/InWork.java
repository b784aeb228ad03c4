package io.freshet.index.topology;

import io.freshet.index.embed.Asked;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan whose vectors are being made. A few of its texts are with the pool at a time, so that the pool holds little. */
final class InWork {
    /** Enough for several batches, whatever one batch holds. */
    private static final int WINDOW = 128;

    private final String key;
    private final Plan plan;
    private final Map<UUID, PlannedChunk> missing = new LinkedHashMap<>();
    private final Map<UUID, PlannedChunk> unasked = new LinkedHashMap<>();
    private int asked;

    InWork(String key, Plan plan) {
        this.key = key;
        this.plan = plan;
        for (PlannedChunk chunk : plan.missing()) {
            missing.put(chunk.entry().id(), chunk);
            unasked.put(chunk.entry().id(), chunk);
        }
    }

    Plan plan() {
        return plan;
    }

    boolean isComplete() {
        return missing.isEmpty();
    }

    boolean misses(UUID chunk) {
        return missing.containsKey(chunk);
    }

    /** Notes that the vector is there; null when nobody was waiting for it. */
    @Nullable
    PlannedChunk arrived(UUID chunk) {
        PlannedChunk planned = missing.remove(chunk);
        // An answer to an older wish of the document may come before its text was asked for again.
        if (planned != null && unasked.remove(chunk) == null) {
            asked--;
        }
        return planned;
    }

    /** The next texts to hand in; none while enough of them are on their way. */
    List<Asked> next() {
        List<Asked> next = new ArrayList<>();
        if (asked > WINDOW / 2) {
            return next;
        }
        Iterator<Map.Entry<UUID, PlannedChunk>> first = unasked.entrySet().iterator();
        for (; asked < WINDOW && first.hasNext(); asked++) {
            Map.Entry<UUID, PlannedChunk> chunk = first.next();
            next.add(new Asked(key, chunk.getKey(), chunk.getValue().draft().embeddedText()));
            first.remove();
        }
        return next;
    }
}
