package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Chunk;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A document's chunks, page by page. */
abstract class PagingContract extends StoreCalls {
    PagingContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void chunksOfADocumentComeInReadingOrderPageByPage() throws Exception {
        accepted(
                chunk("doc").id(3).order("b").put(ACME, X),
                chunk("doc").id(1).order("c").put(ACME, X),
                chunk("doc").id(2).order("a5").put(ACME, X),
                chunk("doc").id(4).order("Z").put(ACME, X),
                chunk("other").id(5).order("a6").put(ACME, X));

        List<Chunk> first = store().search().chunks(ACME, "doc", "", 3);
        List<Chunk> second = store().search().chunks(ACME, "doc", first.get(2).order(), 3);

        assertThat(first).extracting(Chunk::order).containsExactly("Z", "a5", "b");
        assertThat(second).extracting(Chunk::order).containsExactly("c");
        assertThat(store().search().chunks(ACME, "doc", "c", 3)).isEmpty();
        assertThat(store().search().chunks(ACME, "none", "", 3)).isEmpty();
    }

    @Test
    void chunksOfAPassageComeInReadingOrder() throws Exception {
        accepted(
                chunk("doc").id(3).order("c").parent(1).put(ACME, X),
                chunk("doc").id(1).order("a").parent(1).put(ACME, X),
                chunk("doc").id(2).order("b5").parent(1).put(ACME, X),
                chunk("doc").id(4).order("d").parent(4).put(ACME, X),
                chunk("doc").id(5).order("b").put(ACME, X),
                chunk("other").id(6).order("b").parent(1).put(ACME, X));

        UUID parent = new UUID(0, 1);
        assertThat(store().search().passage(ACME, "doc", parent, 10))
                .extracting(Chunk::order)
                .containsExactly("a", "b5", "c");
        assertThat(store().search().passage(ACME, "doc", parent, 2))
                .extracting(Chunk::order)
                .containsExactly("a", "b5");
        assertThat(store().search().passage(ACME, "doc", new UUID(0, 5), 10)).isEmpty();
        assertThat(store().search().passage(ACME, "none", parent, 10)).isEmpty();
        assertThat(store().search().passage("nobody", "doc", parent, 10)).isEmpty();
    }

    @Test
    void aChunkThatWasPutAgainIsInItsNewPassage() throws Exception {
        accepted(
                chunk("doc").id(1).parent(1).put(ACME, X),
                chunk("doc").id(2).parent(1).put(ACME, X));
        accepted(chunk("doc").id(2).parent(3).put(ACME, X));

        assertThat(store().search().passage(ACME, "doc", new UUID(0, 1), 10)).hasSize(1);
        assertThat(store().search().passage(ACME, "doc", new UUID(0, 3), 10))
                .extracting(Chunk::id)
                .containsExactly(new UUID(0, 2));
    }
}
