package io.freshet.testkit;

import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;

/**
 * An adapter's ports, opened on one index.
 *
 * @param closing releases the adapter, not the index
 */
public record OpenStore(ChunkWriter writer, ChunkSearch search, StoreAdmin admin, Closing closing) {

    /** How an adapter is released. */
    @FunctionalInterface
    public interface Closing {
        void close() throws StoreUnavailableException;
    }

    /** One object that is all of them. */
    public static <S extends ChunkWriter & ChunkSearch & StoreAdmin> OpenStore of(S store, Closing closing) {
        return new OpenStore(store, store, store, closing);
    }

    void close() throws StoreUnavailableException {
        closing.close();
    }
}
