package io.freshet.testkit;

import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class LuceneScanContractTest extends IndexScanContract {

    @TempDir
    Path directory;

    @Override
    protected Opened openFresh() throws StoreUnavailableException {
        return reopen();
    }

    @Override
    protected Opened reopen() throws StoreUnavailableException {
        LuceneStore store = LuceneStore.open(directory);
        return new Opened(store, store, store.scan(), store::close);
    }
}
