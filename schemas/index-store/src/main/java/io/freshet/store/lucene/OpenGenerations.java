package io.freshet.store.lucene;

import io.freshet.store.Generation;
import io.freshet.store.manifest.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.IOUtils;

/** The generations below the store's directory, each opened when it is first asked for. */
final class OpenGenerations implements Closeable {
    private final Opener opener;
    private final Map<Integer, LuceneGeneration> opened = new HashMap<>();
    private boolean closed;

    OpenGenerations(Opener opener) {
        this.opener = opener;
    }

    synchronized LuceneGeneration get(Generation generation) throws IOException {
        if (closed) {
            throw new AlreadyClosedException("the store is closed");
        }
        LuceneGeneration known = opened.get(generation.number());
        if (known == null) {
            known = opener.open(generation);
            opened.put(generation.number(), known);
        }
        return known;
    }

    /** Closes those that are no more. */
    synchronized void keepOnly(Manifest manifest) throws IOException {
        for (Integer number : Map.copyOf(opened).keySet()) {
            if (manifest.find(number).isEmpty()) {
                IOUtils.close(opened.remove(number));
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Map<Integer, LuceneGeneration> all = Map.copyOf(opened);
        opened.clear();
        IOUtils.close(all.values());
    }

    /** Opens a generation's directory. */
    @FunctionalInterface
    interface Opener {
        LuceneGeneration open(Generation generation) throws IOException;
    }
}
