package io.freshet.embedding.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One caller's list on its way through the cache: what is known, what this caller embeds, what others embed. */
final class Wanted {
    private final List<String> texts;
    private final List<TextHash> hashes;
    private final Map<TextHash, float[]> known = new HashMap<>();
    private final Map<TextHash, CompletableFuture<float[]>> claimed = new HashMap<>();
    private final Map<TextHash, CompletableFuture<float[]>> others = new HashMap<>();
    private final List<Integer> ours = new ArrayList<>();

    Wanted(List<String> texts, List<TextHash> hashes) {
        this.texts = texts;
        this.hashes = hashes;
    }

    /** How many of the texts were there. */
    int takeFrom(VectorShelf shelf) {
        int hits = 0;
        for (TextHash hash : hashes) {
            float[] vector = shelf.get(hash);
            if (vector != null) {
                known.put(hash, vector);
                hits++;
            }
        }
        return hits;
    }

    boolean isIncomplete() {
        return hashes.stream().anyMatch(hash -> !known.containsKey(hash));
    }

    /** Parts what is not known into what this caller is the first to ask for and the rest. */
    void claim(Map<TextHash, CompletableFuture<float[]>> underWay) {
        ours.clear();
        others.clear();
        for (int i = 0; i < hashes.size(); i++) {
            TextHash hash = hashes.get(i);
            if (!known.containsKey(hash) && !claimed.containsKey(hash) && !others.containsKey(hash)) {
                CompletableFuture<float[]> promise = new CompletableFuture<>();
                CompletableFuture<float[]> before = underWay.putIfAbsent(hash, promise);
                if (before == null) {
                    claimed.put(hash, promise);
                    ours.add(i);
                } else {
                    others.put(hash, before);
                }
            }
        }
    }

    List<Integer> ours() {
        return ours;
    }

    List<String> texts(List<Integer> indices) {
        return indices.stream().map(texts::get).toList();
    }

    TextHash hash(int index) {
        return hashes.get(index);
    }

    void found(int index, float[] vector) {
        known.put(hashes.get(index), vector);
    }

    /** Tells those who wait for this caller; what was not found they have to ask for themselves. */
    void release(Map<TextHash, CompletableFuture<float[]>> underWay) {
        claimed.forEach((hash, promise) -> {
            underWay.remove(hash, promise);
            float[] vector = known.get(hash);
            if (vector == null) {
                promise.cancel(false);
            } else {
                promise.complete(vector);
            }
        });
        claimed.clear();
    }

    void awaitOthers() throws InterruptedException {
        for (Map.Entry<TextHash, CompletableFuture<float[]>> other : others.entrySet()) {
            try {
                known.put(other.getKey(), other.getValue().get());
            } catch (ExecutionException | CancellationException notTheirs) {
                // Stays unknown, and is claimed in the next round.
            }
        }
    }

    /** A copy for each, since arrays can be changed. */
    List<float[]> vectors() {
        return hashes.stream()
                .map(hash -> Objects.requireNonNull(known.get(hash)).clone())
                .toList();
    }
}
