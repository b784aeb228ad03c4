package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexIdentity;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What outlasts the process. */
abstract class LastingContract extends StoreCalls {
    LastingContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void whatWasSyncedIsThereAfterReopening() throws Exception {
        Chunk kept = chunk("doc").id(1).text("kept word").build();
        accepted(
                new Write.PutChunk(ACME, kept, X),
                head("doc").put(ACME),
                head("old").put("other"));
        store().writer().recordAsOf(Heads.NOON);
        store().writer().sync();

        reopen();

        assertThat(search(keyword("kept"))).extracting(ChunkHit::chunk).containsExactly(kept);
        assertThat(search(vector(X))).hasSize(1);
        assertThat(store().search().heads(ACME, List.of("doc"))).containsOnlyKeys("doc");
        assertThat(store().admin().count("other")).isEqualTo(new IndexCounts(0, 1));
        assertThat(store().search().asOf()).contains(Heads.NOON);
        assertThat(store().admin().identity()).contains(IDENTITY);
    }

    @Test
    void anotherModelIsRefused() throws Exception {
        store().admin().open(IDENTITY);

        for (IndexIdentity other : List.of(new IndexIdentity("three-axes", 4), new IndexIdentity("another", 3))) {
            assertThatThrownBy(() -> store().admin().open(other))
                    .isInstanceOf(ModelMismatchException.class)
                    .hasMessageContaining("three-axes");
        }
        reopen();
        assertThatThrownBy(() -> store().admin().open(new IndexIdentity("another", 3)))
                .isInstanceOf(ModelMismatchException.class);
    }

    @Test
    void asOfIsUnknownUntilItIsRecorded() throws Exception {
        assertThat(store().search().asOf()).isEmpty();

        store().writer().recordAsOf(Heads.NOON);
        store().writer().recordAsOf(Heads.NOON.plusMillis(1));

        assertThat(store().search().asOf()).contains(Heads.NOON.plusMillis(1));
    }

    @Test
    void syncingNothingIsFineAndTheStoreAnswers() throws Exception {
        store().writer().sync();
        store().writer().sync();

        store().admin().check();
    }
}
