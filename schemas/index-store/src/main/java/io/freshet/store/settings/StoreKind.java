package io.freshet.store.settings;

/** What keeps the index. */
public enum StoreKind {
    /** Lucene, in a directory that one process writes. */
    LUCENE,
    /** A Weaviate server. */
    WEAVIATE
}
