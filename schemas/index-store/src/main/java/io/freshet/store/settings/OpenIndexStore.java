package io.freshet.store.settings;

import io.freshet.store.ChunkSearch;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import io.freshet.store.weaviate.WeaviateStore;

/** The index of the settings, opened; whoever opened it closes it. */
public final class OpenIndexStore implements AutoCloseable {
    private final StoreAdmin admin;
    private final ChunkSearch search;
    private final Release release;

    private OpenIndexStore(StoreAdmin admin, ChunkSearch search, Release release) {
        this.admin = admin;
        this.search = search;
        this.release = release;
    }

    /** For the service that writes: a directory is locked by it, a server may be away for now. */
    public static OpenIndexStore forWriting(StoreSettings settings) throws StoreUnavailableException {
        return switch (settings.kind()) {
            case LUCENE -> lucene(LuceneStore.open(settings.directory(), settings.openTenants()));
            case WEAVIATE -> weaviate(settings);
        };
    }

    /** For whoever only searches what another process writes. */
    public static OpenIndexStore readOnly(StoreSettings settings) {
        return switch (settings.kind()) {
            case LUCENE -> lucene(LuceneStore.openReadOnly(settings.directory(), settings.openTenants()));
            case WEAVIATE -> weaviate(settings);
        };
    }

    private static OpenIndexStore lucene(LuceneStore store) {
        return new OpenIndexStore(store, store, store::close);
    }

    private static OpenIndexStore weaviate(StoreSettings settings) {
        WeaviateStore store = WeaviateStore.open(settings.weaviate().settings());
        return new OpenIndexStore(store, store, store::close);
    }

    public StoreAdmin admin() {
        return admin;
    }

    public ChunkSearch search() {
        return search;
    }

    @Override
    public void close() throws StoreUnavailableException {
        release.close();
    }

    @FunctionalInterface
    private interface Release {
        void close() throws StoreUnavailableException;
    }
}
