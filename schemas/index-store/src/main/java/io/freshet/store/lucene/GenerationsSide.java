package io.freshet.store.lucene;

import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.manifest.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The store's directory as a process has it open: as the only one that writes, or as one of those that read. */
interface GenerationsSide extends Closeable {

    Manifest manifest() throws IOException;

    default Optional<Generation> serving() throws IOException {
        return manifest().serving();
    }

    LuceneGeneration open(Generation generation) throws IOException;

    Generation create(GenerationOrder order) throws IOException;

    /** Returns false when there is none of this number. */
    boolean serve(int number) throws IOException;

    /** Returns false when it serves. */
    boolean drop(int number) throws IOException;

    /** Whether writes are taken at all; the reading side throws {@link UnsupportedOperationException}. */
    void requireWriting();

    void check() throws IOException;
}
