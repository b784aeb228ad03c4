package io.freshet.index.write;

import io.freshet.records.IndexKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes netted by key: of several changes of the same thing only the last is written.
 *
 * <p>What was removed and comes back begins a new batch. Netted over its removal it would be written as if it were new,
 * and be invisible until the head is written, although the head in service still shows it.
 */
final class Batch {
    private final Map<IndexKey, Change> changes = new LinkedHashMap<>();

    private Batch() {}

    /** Returns batches to be written one after the other. */
    static List<Batch> net(List<Change> changes) {
        List<Batch> batches = new ArrayList<>();
        Batch batch = new Batch();
        for (Change change : changes) {
            Change earlier = batch.changes.get(change.key());
            if (earlier != null && earlier.removes() && !change.removes()) {
                batches.add(batch);
                batch = new Batch();
            }
            batch.changes.put(change.key(), change);
        }
        if (!batch.changes.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    int size() {
        return changes.size();
    }

    Collection<Change> changes() {
        return changes.values();
    }
}
