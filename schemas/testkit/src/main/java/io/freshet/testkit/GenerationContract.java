package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.GenerationRefusedException;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Complete indexes beside each other, of which one serves. */
abstract class GenerationContract extends StoreCalls {
    GenerationContract(StoreUnderTest underTest) {
        super(underTest);
    }

    private static final IndexIdentity WIDER = new IndexIdentity("four-axes", 4);

    @Test
    void theFirstServesAndIsKnownByItsOrder() throws Exception {
        Generation first = only();

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.order()).isEqualTo(GenerationOrder.first(IDENTITY, ""));
        assertThat(first.serving()).isTrue();
        assertThat(store().admin().create(first.order())).isEqualTo(first);
        assertThat(store().admin().serving()).contains(first);
        assertThat(store().search().generation()).contains(first);
    }

    @Test
    void anotherOneIsEmptyAndDoesNotServe() throws Exception {
        accepted(chunk("doc").id(1).put(ACME, X));

        Generation second = second();

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.serving()).isFalse();
        assertThat(second.order()).isEqualTo(new GenerationOrder(1, 2, WIDER, "cut/1"));
        assertThat(second.createdAt()).isAfterOrEqualTo(only(1).createdAt());
        assertThat(store().admin().generations()).extracting(Generation::number).containsExactly(1, 2);
        assertThat(store().admin().count(2, ACME)).isEqualTo(new IndexCounts(0, 0));
        assertThat(store().admin().count(1, ACME)).isEqualTo(new IndexCounts(1, 0));
        assertThat(store().admin().count(ACME)).isEqualTo(new IndexCounts(1, 0));
    }

    @Test
    void theSameOrderIsTheSameGenerationUntilItIsDropped() throws Exception {
        Generation second = second();
        assertThat(second()).isEqualTo(second);
        reopen();
        assertThat(second()).isEqualTo(second);

        store().admin().drop(2);

        assertThat(second().number()).isEqualTo(3);
    }

    @Test
    void writersOfTwoGenerationsDoNotMeet() throws Exception {
        second();
        Chunk old = chunk("doc").id(1).text("old").build();
        Chunk young = chunk("doc").id(1).text("young").build();

        acceptedBy(1, new Write.PutChunk(ACME, old, X), head("doc").sequence(9).put(ACME));
        acceptedBy(
                2,
                new Write.PutChunk(ACME, young, new float[] {0, 0, 0, 1}),
                head("doc").put("other"));

        assertThat(store().admin().search(1).chunks(ACME, "doc", "", 9)).containsExactly(old);
        assertThat(store().admin().search(2).chunks(ACME, "doc", "", 9)).containsExactly(young);
        assertThat(store().admin().writer(2).heads(ACME, List.of("doc"))).isEmpty();
        assertThat(store().admin().writer(1).since(ACME, List.of(uuid(1)))).containsOnlyKeys(uuid(1));
        assertThat(store().admin().scan(1).tenants()).containsExactly(ACME);
        assertThat(store().admin().scan(2).tenants()).containsExactly(ACME, "other");
        assertThat(store().admin().scan(2).chunks(ACME, "", 9).rows())
                .extracting(stored -> stored.chunk())
                .containsExactly(young);
        assertThat(store().admin().writer(1).apply(List.of(chunk("doc").id(2).put(ACME, 0, 0, 0, 1))))
                .singleElement()
                .isInstanceOf(Outcome.Invalid.class);
    }

    @Test
    void searchesFollowTheOneThatServes() throws Exception {
        second();
        acceptedBy(1, chunk("doc").id(1).put(ACME, X));
        acceptedBy(2, chunk("doc").id(2).put(ACME, 0, 0, 0, 1));
        assertThat(chunkIds(store().search())).containsExactly(1);

        store().admin().serve(2);

        assertThat(chunkIds(store().search())).containsExactly(2);
        assertThat(store().admin().identity()).contains(WIDER);
        assertThat(store().admin().generations())
                .extracting(Generation::serving)
                .containsExactly(false, true);
        accepted(chunk("doc").id(3).put(ACME, 0, 0, 1, 0));
        assertThat(chunkIds(store().admin().search(2))).containsExactly(2, 3);
        assertThat(chunkIds(store().admin().search(1))).containsExactly(1);

        store().admin().serve(1);
        assertThat(chunkIds(store().search())).containsExactly(1);
    }

    @Test
    void whatIsPinnedDoesNotFollow() throws Exception {
        second();
        acceptedBy(1, chunk("doc").id(1).put(ACME, X), head("doc").put(ACME));
        store().admin().writer(1).recordAsOf(Heads.NOON);
        ChunkSearch pinned = store().search().pinned();

        store().admin().serve(2);

        assertThat(store().search().heads(ACME, List.of("doc"))).isEmpty();
        assertThat(store().search().asOf()).isEmpty();
        assertThat(pinned.generation()).map(Generation::number).contains(1);
        assertThat(pinned.heads(ACME, List.of("doc"))).containsOnlyKeys("doc");
        assertThat(pinned.search(vector(X))).hasSize(1);
        assertThat(pinned.asOf()).contains(Heads.NOON);
        assertThat(pinned.pinned().asOf()).contains(Heads.NOON);
        assertThat(chunkIds(pinned)).containsExactly(1);
    }

    @Test
    void theOneThatServesIsNotDropped() throws Exception {
        second();

        assertThatThrownBy(() -> store().admin().drop(1))
                .isInstanceOfSatisfying(GenerationRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(GenerationRefusedException.Reason.SERVING));
        store().admin().drop(2);

        assertThat(only().number()).isEqualTo(1);
    }

    @Test
    void aDroppedOneIsGone() throws Exception {
        second();
        acceptedBy(2, chunk("doc").id(2).put(ACME, 0, 0, 0, 1));
        ChunkWriter writer = store().admin().writer(2);

        store().admin().drop(2);
        store().admin().drop(2);

        assertThatThrownBy(() -> store().admin().serve(2))
                .isInstanceOfSatisfying(GenerationRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(GenerationRefusedException.Reason.UNKNOWN));
        assertThatThrownBy(() -> store().admin().search(2).asOf()).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store().admin().count(2, ACME)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(writer::sync).isInstanceOf(StoreUnavailableException.class);
        assertThat(writer.apply(List.of(chunk("doc").id(3).put(ACME, 0, 0, 0, 1))))
                .singleElement()
                .isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void allOfItLasts() throws Exception {
        second();
        acceptedBy(1, chunk("doc").id(1).put(ACME, X));
        acceptedBy(2, chunk("doc").id(2).put(ACME, 0, 0, 0, 1));
        for (int number : List.of(1, 2)) {
            store().admin().writer(number).recordAsOf(Heads.NOON.plusSeconds(number));
            store().admin().writer(number).sync();
            store().admin().writer(number).recordPositions(Map.of(0, 10L * number, 1, 5L));
        }
        store().admin().writer(2).recordPositions(Map.of(1, 6L, 7, 0L));
        store().admin().serve(2);
        List<Generation> before = store().admin().generations();

        reopen();

        assertThat(store().admin().generations()).isEqualTo(before);
        assertThat(chunkIds(store().search())).containsExactly(2);
        assertThat(chunkIds(store().admin().search(1))).containsExactly(1);
        assertThat(store().admin().search(1).asOf()).contains(Heads.NOON.plusSeconds(1));
        assertThat(store().search().asOf()).contains(Heads.NOON.plusSeconds(2));
        assertThat(store().admin().writer(1).positions()).isEqualTo(Map.of(0, 10L, 1, 5L));
        assertThat(store().admin().writer(2).positions()).isEqualTo(Map.of(0, 20L, 1, 6L, 7, 0L));
    }

    @Test
    void anEmptyOneHasNoPositions() throws Exception {
        second();

        assertThat(store().admin().writer(2).positions()).isEmpty();
    }

    @Test
    void oneSearchNeverSeesTwoOfThem() throws Exception {
        second();
        for (int number : List.of(1, 2)) {
            float[] vector = number == 1 ? X : new float[] {0, 0, 0, 1};
            acceptedBy(
                    number,
                    chunk("doc").id(number).text("word").put(ACME, vector),
                    head("doc").sequence(number).put(ACME));
        }
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> swaps = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    store().admin().serve(1 + i % 2);
                }
                done.set(true);
                return true;
            });
            do {
                ChunkSearch pinned = store().search().pinned();
                int hit = ids(pinned.search(keyword("word"))).get(0);
                assertThat(pinned.heads(ACME, List.of("doc")).values())
                        .extracting(Head::sequence)
                        .containsExactly((long) hit);
                assertThat(pinned.generation()).map(Generation::number).contains(hit);
            } while (!done.get());
            swaps.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private Generation second() throws StoreUnavailableException {
        return store().admin().create(new GenerationOrder(1, 2, WIDER, "cut/1"));
    }

    private Generation only() throws StoreUnavailableException {
        assertThat(store().admin().generations()).hasSize(1);
        return only(1);
    }

    private Generation only(int number) throws StoreUnavailableException {
        return store().admin().generations().stream()
                .filter(generation -> generation.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private void acceptedBy(int number, Write... writes) {
        assertThat(store().admin().writer(number).apply(List.of(writes)))
                .hasSize(writes.length)
                .allSatisfy(outcome -> assertThat(outcome).isEqualTo(Outcome.ACCEPTED));
    }

    private static List<Integer> chunkIds(ChunkSearch search) throws StoreUnavailableException {
        return search.chunks(ACME, "doc", "", 9).stream()
                .map(chunk -> Math.toIntExact(chunk.id().getLeastSignificantBits()))
                .sorted()
                .toList();
    }
}
