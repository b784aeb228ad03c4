package io.freshet.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.search.IndexSearcher;

/** The index of one tenant, as it is read. */
interface TenantIndex extends Closeable {

    /** Reads from one consistent view; nothing of the view may be used after that. */
    <T> T read(Reading<T> reading) throws IOException;

    /** Something that is read from a view. */
    @FunctionalInterface
    interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }
}
