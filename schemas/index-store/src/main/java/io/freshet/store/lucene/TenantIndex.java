package io.freshet.store.lucene;

import io.freshet.store.Head;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;

/** The index of one tenant, as it is read. */
interface TenantIndex extends Closeable {

    /** Reads from one consistent view; nothing of the view may be used after that. */
    <T> T read(Reading<T> reading) throws IOException;

    /** Heads by document id; several need not be of one view. */
    default Map<String, Head> heads(Collection<String> documentIds) throws IOException {
        return read(searcher -> Rows.heads(searcher, documentIds));
    }

    /** Makes sure that closing loses nothing; when that fails nothing is lost yet, and it can be used on. */
    default void settle() throws IOException {
        // Who only reads has nothing to lose.
    }

    /** Something that is read from a view. */
    @FunctionalInterface
    interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }
}
