package io.freshet.index.audit;

import io.freshet.index.audit.Truth.Entry;
import io.freshet.store.IndexScan;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells what differs from what is only under way. A row is looked at between two looks at the log: the first goes to a
 * place that the store has passed, the second to the end as it is after the row was read. When nothing was written for
 * its key in between, the row had nothing to wait for, and differs.
 */
final class SecondLook {
    /** What is written anew at every look is put right by that, whatever it was. */
    private static final int MOST_LOOKS = 10;

    private final LogFold fold;
    private final IndexScan scan;
    private final CatchingUp catchingUp;
    private final Pace pace;

    SecondLook(LogFold fold, IndexScan scan, CatchingUp catchingUp, Pace pace) {
        this.fold = fold;
        this.scan = scan;
        this.catchingUp = catchingUp;
        this.pace = pace;
    }

    /** Of rows that may differ, those that do. */
    List<Drift> confirm(Collection<RowKey> suspects) throws StoreUnavailableException, InterruptedException {
        List<Drift> confirmed = new ArrayList<>();
        Collection<RowKey> open = suspects;
        for (int looks = 0; !open.isEmpty() && looks < MOST_LOOKS; looks++) {
            catchingUp.await(fold.catchUp(pace));
            Map<RowKey, Entry> before = entries(open);
            Map<RowKey, DriftKind> differing = differing(open);
            fold.catchUp(pace);
            List<RowKey> changed = new ArrayList<>();
            differing.forEach((key, kind) -> {
                Entry entry = fold.truth().find(key);
                if (entry.offset() == Objects.requireNonNull(before.get(key)).offset()) {
                    confirmed.add(new Drift(kind, key, entry));
                } else {
                    changed.add(key);
                }
            });
            open = changed;
        }
        return confirmed;
    }

    private Map<RowKey, Entry> entries(Collection<RowKey> keys) {
        Map<RowKey, Entry> entries = new HashMap<>();
        keys.forEach(key -> entries.put(key, fold.truth().find(key)));
        return entries;
    }

    private Map<RowKey, DriftKind> differing(Collection<RowKey> keys) throws StoreUnavailableException {
        StoredRows stored = StoredRows.read(keys, scan);
        pace.did(keys.size());
        Map<RowKey, DriftKind> differing = new LinkedHashMap<>();
        for (RowKey key : keys) {
            stored.drift(key, fold.truth()).ifPresent(kind -> differing.put(key, kind));
        }
        return differing;
    }
}
