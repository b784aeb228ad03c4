package io.freshet.store.lucene;

import io.freshet.store.StoreUnavailableException;
import java.io.IOException;

/** Something that needs the disk. */
@FunctionalInterface
interface Attempt<T> {
    T run() throws IOException;

    static <T> T at(Attempt<T> attempt) throws StoreUnavailableException {
        try {
            return attempt.run();
        } catch (IOException | IllegalStateException e) { // the latter is how Lucene says that it is closed or broken
            throw new StoreUnavailableException("the index cannot be used: " + e.getMessage(), e);
        }
    }
}
