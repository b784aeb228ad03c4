package io.freshet.index.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a task works on, within its bounds, and what waits behind that. It is made again from the stores after a crash. */
final class Worklist {
    /** However large, a document takes this part of the room at most: one giant must leave room for others. */
    private static final int LARGEST_SHARE = 4;

    private final WaitingBounds bounds;
    private final Map<String, InWork> works = new HashMap<>();
    private final Map<String, Integer> weights = new HashMap<>();
    private final Set<String> later = new LinkedHashSet<>();
    private long texts;

    Worklist(WaitingBounds bounds) {
        this.bounds = bounds;
    }

    boolean isIdle() {
        return works.isEmpty() && later.isEmpty();
    }

    boolean hasRoom() {
        return works.size() < bounds.documents() && texts < bounds.texts();
    }

    int size() {
        return works.size() + later.size();
    }

    @Nullable
    InWork work(String key) {
        return works.get(key);
    }

    void add(String key, InWork work) {
        drop(key);
        int weight = Math.min(work.plan().next().chunks().size(), bounds.texts() / LARGEST_SHARE);
        works.put(key, work);
        weights.put(key, weight);
        texts += weight;
    }

    void addLater(String key) {
        if (!works.containsKey(key)) {
            later.add(key);
        }
    }

    void addLater(Collection<String> keys) {
        keys.forEach(this::addLater);
    }

    /** Takes the first that waits behind; null when there is none. */
    @Nullable
    String nextLater() {
        if (later.isEmpty()) {
            return null;
        }
        String first = later.iterator().next();
        later.remove(first);
        return first;
    }

    /** Forgets the document; whether it was worked on. */
    boolean drop(String key) {
        later.remove(key);
        Integer weight = weights.remove(key);
        texts -= weight == null ? 0 : weight;
        return works.remove(key) != null;
    }
}
