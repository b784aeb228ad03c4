package io.freshet.testkit;

import io.freshet.store.weaviate.WeaviateStore;

/** Needs a server, see {@link WeaviateUnderTest}; without the property it is not part of the build. */
final class WeaviateStoreContractTest extends ChunkStoreContract {

    @Override
    protected OpenStore openFresh() throws Exception {
        WeaviateUnderTest.clear();
        return reopen();
    }

    @Override
    protected OpenStore reopen() {
        WeaviateStore store = WeaviateStore.open(WeaviateUnderTest.settings());
        return OpenStore.of(store, store::close);
    }
}
