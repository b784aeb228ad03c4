package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that remembers the sentences it counted last, as a document that was edited comes back with nearly all of
 * them.
 *
 * <p>There are two generations: what is asked for again is in the younger one, and when that is full it becomes the older
 * one, which is forgotten.
 */
public final class RememberedCounts implements TokenCounter {
    // Longer ones are whole tables and listings.
    private static final int LONGEST = 2_000;

    // About what a map takes for an entry beside its characters, of which each is a byte in most scripts of the West.
    private static final int ENTRY = 96;

    private final TokenCounter counter;
    private final long bytesPerGeneration;
    private final AtomicLong bytes = new AtomicLong();
    private volatile Map<String, Integer> younger = new ConcurrentHashMap<>();
    private volatile Map<String, Integer> older = Map.of();

    /** Remembers as many sentences as fit into about so much memory. */
    public RememberedCounts(TokenCounter counter, long bytes) {
        this.counter = counter;
        this.bytesPerGeneration = bytes / 2;
    }

    @Override
    public int count(String text) {
        if (text.length() > LONGEST) {
            return counter.count(text);
        }
        Integer known = younger.get(text);
        if (known != null) {
            return known;
        }
        known = older.get(text);
        int count = known == null ? counter.count(text) : known;
        remember(text, count);
        return count;
    }

    private void remember(String text, int count) {
        int weight = text.length() + ENTRY;
        if (bytes.addAndGet(weight) > bytesPerGeneration) {
            turn(weight);
        }
        younger.put(text, count);
    }

    private synchronized void turn(int weight) {
        if (bytes.get() > bytesPerGeneration) {
            older = younger;
            younger = new ConcurrentHashMap<>();
            bytes.set(weight);
        }
    }

    /** Number of texts that are remembered now. */
    int size() {
        return younger.size() + older.size();
    }
}
