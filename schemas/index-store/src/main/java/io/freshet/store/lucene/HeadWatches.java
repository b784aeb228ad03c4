package io.freshet.store.lucene;

import io.freshet.store.HeadWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Those who wait for heads, by what they wait for, so that a write wakes nobody else. */
final class HeadWatches {
    private final Map<Key, Set<Watch>> byHead = new HashMap<>();

    private record Key(String tenant, String documentId) {}

    HeadWatch watch(String tenant, Collection<String> documentIds) {
        List<Key> keys = documentIds.stream()
                .distinct()
                .map(documentId -> new Key(tenant, documentId))
                .toList();
        Watch watch = new Watch(keys);
        synchronized (byHead) {
            keys.forEach(key ->
                    byHead.computeIfAbsent(key, waitedFor -> new HashSet<>()).add(watch));
        }
        return watch;
    }

    void written(String tenant, String documentId) {
        wake(byHead(new Key(tenant, documentId)));
    }

    void wakeAll() {
        List<Watch> all = new ArrayList<>();
        synchronized (byHead) {
            byHead.values().forEach(all::addAll);
        }
        wake(all);
    }

    private List<Watch> byHead(Key key) {
        synchronized (byHead) {
            return List.copyOf(byHead.getOrDefault(key, Set.of()));
        }
    }

    private static void wake(Collection<Watch> watches) {
        watches.forEach(Watch::wake);
    }

    private void remove(Watch watch) {
        synchronized (byHead) {
            for (Key key : watch.keys) {
                byHead.computeIfPresent(key, (waitedFor, watches) -> {
                    watches.remove(watch);
                    return watches.isEmpty() ? null : watches;
                });
            }
        }
    }

    private final class Watch implements HeadWatch {
        private final List<Key> keys;
        private final Semaphore written = new Semaphore(0);

        Watch(List<Key> keys) {
            this.keys = keys;
        }

        void wake() {
            written.release();
        }

        @Override
        public void await(Duration atMost) throws InterruptedException {
            if (written.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                written.drainPermits();
            }
        }

        @Override
        public void close() {
            remove(this);
        }
    }
}
