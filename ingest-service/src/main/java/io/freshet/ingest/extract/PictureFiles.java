package io.freshet.ingest.extract;

import io.freshet.ingest.extract.Extraction.Unreadable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that were found to show pictures only, and wait for their recognition. Of very many, the oldest are forgotten. */
final class PictureFiles {

    private static final int MOST = 1000;

    /** What a reading depends on. */
    private record Key(@Nullable String name, @Nullable String declaredType, String hash) {}

    private final Map<Key, Unreadable> found = new LinkedHashMap<>();

    /** What was found, or null. */
    @Nullable
    Unreadable verdict(SourceFile file) {
        Key key = isEmpty() ? null : key(file);
        synchronized (this) {
            return key == null ? null : found.get(key);
        }
    }

    void remember(SourceFile file, Unreadable verdict) {
        Key key = key(file);
        if (key == null) {
            return;
        }
        synchronized (this) {
            found.put(key, verdict);
            if (found.size() > MOST) {
                found.remove(found.keySet().iterator().next());
            }
        }
    }

    void forget(SourceFile file) {
        if (isEmpty()) {
            return;
        }
        Key key = key(file);
        synchronized (this) {
            found.remove(key);
        }
    }

    /** Mostly it is, and then no file has to be read for its key. */
    private synchronized boolean isEmpty() {
        return found.isEmpty();
    }

    /** Null when the file cannot be read now; then it is simply not known. */
    private static @Nullable Key key(SourceFile file) {
        try {
            return new Key(file.name(), file.declaredType(), file.content().sha256());
        } catch (IOException e) {
            return null;
        }
    }
}
