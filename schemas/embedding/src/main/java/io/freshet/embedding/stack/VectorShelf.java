package io.freshet.embedding.stack;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectors by the hash of their text, bounded by bytes; what was not asked for longest goes first. */
final class VectorShelf {
    /** Key, entry and array header. */
    private static final int OVERHEAD = 160;

    private final long most;
    private final Map<TextHash, float[]> vectors = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    VectorShelf(long most) {
        this.most = most;
    }

    synchronized float @Nullable [] get(TextHash key) {
        return vectors.get(key);
    }

    synchronized void put(TextHash key, float[] vector) {
        if (size(vector) > most) {
            return;
        }
        float[] before = vectors.put(key, vector);
        bytes += size(vector) - (before == null ? 0 : size(before));
        Iterator<float[]> oldest = vectors.values().iterator();
        while (bytes > most) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    private static long size(float[] vector) {
        return OVERHEAD + (long) vector.length * Float.BYTES;
    }
}
