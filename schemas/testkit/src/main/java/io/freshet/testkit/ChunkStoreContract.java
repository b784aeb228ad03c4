package io.freshet.testkit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every adapter of the store's ports keeps, so that one can stand in for the other. An adapter's test extends it
 * and says how to open an index.
 */
public abstract class ChunkStoreContract {
    private final StoreUnderTest underTest = new UnderTest();

    @SuppressWarnings("NullAway.Init") // by setUp
    private OpenStore store;

    /** Opens an index that holds nothing, with its adapter's own defaults. */
    protected abstract OpenStore openFresh() throws Exception;

    /** Opens the index of the last {@link #openFresh()} again, after it was closed. */
    protected abstract OpenStore reopen() throws Exception;

    @BeforeEach
    void setUp() throws Exception {
        store = openFresh();
        store.admin().open(StoreCalls.IDENTITY);
    }

    @AfterEach
    void tearDown() throws Exception {
        store.close();
    }

    @Nested
    class Writing extends WriteContract {
        Writing() {
            super(underTest);
        }
    }

    @Nested
    class Heading extends HeadContract {
        Heading() {
            super(underTest);
        }
    }

    @Nested
    class Histories extends HistoryContract {
        Histories() {
            super(underTest);
        }
    }

    @Nested
    class TenantsApart extends TenantContract {
        TenantsApart() {
            super(underTest);
        }
    }

    @Nested
    class Filtering extends FilterContract {
        Filtering() {
            super(underTest);
        }
    }

    @Nested
    class Ranking extends RankingContract {
        Ranking() {
            super(underTest);
        }
    }

    @Nested
    class JudgedRanking extends JudgedRankingContract {
        JudgedRanking() {
            super(underTest);
        }
    }

    @Nested
    class Paging extends PagingContract {
        Paging() {
            super(underTest);
        }
    }

    @Nested
    class Lasting extends LastingContract {
        Lasting() {
            super(underTest);
        }
    }

    @Nested
    class Generations extends GenerationContract {
        Generations() {
            super(underTest);
        }
    }

    @Nested
    class Watching extends WatchContract {
        Watching() {
            super(underTest);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        Concurrency() {
            super(underTest);
        }
    }

    private final class UnderTest implements StoreUnderTest {
        @Override
        public OpenStore open() {
            return store;
        }

        @Override
        public void reopen() throws Exception {
            store.close();
            store = ChunkStoreContract.this.reopen();
        }
    }
}
