package io.freshet.testkit;

import io.freshet.store.weaviate.WeaviateStore;

/** Needs a server, see {@link WeaviateUnderTest}; without the property it is not part of the build. */
final class WeaviateScanContractTest extends IndexScanContract {

    @Override
    protected Opened openFresh() throws Exception {
        WeaviateUnderTest.clear();
        return reopen();
    }

    @Override
    protected Opened reopen() {
        WeaviateStore store = WeaviateStore.open(WeaviateUnderTest.settings());
        return new Opened(store, store, store.scan(), store::close);
    }
}
