package io.freshet.bench.store;

import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import java.io.IOException;
import java.util.List;

/** A store that is tried, and the way around our adapter to the same data. */
interface Tried extends AutoCloseable {

    ChunkWriter writer();

    ChunkSearch search();

    /** Called after each load, before anything is asked: what was written is to be seen by {@link #raw} too. */
    void loaded() throws Exception;

    /**
     * Asks for the ten best of a hybrid query with the store's own calls alone, and reads them.
     *
     * @param narrow with the filter of {@link Corpus#narrow()}
     * @return how many there were
     */
    int raw(Corpus.Question question, boolean narrow) throws Exception;

    /** The process that has the index. */
    ProcessHandle process();

    /** What the index takes on disk. */
    long diskBytes() throws Exception;

    @Override
    void close() throws IOException, StoreUnavailableException;

    /** What is worth knowing beside the figures, a line each. */
    default List<String> notes() {
        return List.of();
    }
}
