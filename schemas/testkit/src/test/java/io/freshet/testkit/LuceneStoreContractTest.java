package io.freshet.testkit;

import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class LuceneStoreContractTest extends ChunkStoreContract {

    @TempDir
    Path directory;

    @Override
    protected OpenStore openFresh() throws StoreUnavailableException {
        return reopen();
    }

    @Override
    protected OpenStore reopen() throws StoreUnavailableException {
        LuceneStore store = LuceneStore.open(directory);
        return OpenStore.of(store, store::close);
    }
}
