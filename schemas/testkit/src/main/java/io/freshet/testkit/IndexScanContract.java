package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.IndexIdentity;
import io.freshet.store.IndexScan;
import io.freshet.store.IndexScan.Page;
import io.freshet.store.IndexScan.StoredChunk;
import io.freshet.store.Outcome;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter's scan keeps. An adapter's test extends it and says how to open an index. */
public abstract class IndexScanContract {
    private static final IndexIdentity IDENTITY = new IndexIdentity("three-axes", 3);
    private static final String ACME = "acme";
    private static final float[] SLANTED = {0.3f, -7.1f, 2.9f};

    @SuppressWarnings("NullAway.Init") // by setUp
    private Opened store;

    /**
     * An adapter's ports, opened on one index.
     *
     * @param closing releases the adapter, not the index
     */
    public record Opened(ChunkWriter writer, StoreAdmin admin, IndexScan scan, OpenStore.Closing closing) {}

    /** Opens an index that holds nothing, with its adapter's own defaults. */
    protected abstract Opened openFresh() throws Exception;

    /** Opens the index of the last {@link #openFresh()} again, after it was closed. */
    protected abstract Opened reopen() throws Exception;

    @BeforeEach
    void setUp() throws Exception {
        store = openFresh();
        store.admin().open(IDENTITY);
    }

    @AfterEach
    void tearDown() throws Exception {
        store.closing().close();
    }

    @Test
    void anIndexNobodyWroteToHasNoTenantsAndNoRows() throws Exception {
        assertThat(store.scan().tenants()).isEmpty();
        assertThat(store.scan().chunks(ACME, "", 10)).isEqualTo(new Page<>(List.of(), ""));
        assertThat(store.scan().heads(ACME, "", 10)).isEqualTo(new Page<>(List.of(), ""));
        assertThat(store.scan().chunks(ACME, List.of(id(1)))).isEmpty();
    }

    @Test
    void everybodyWithAnythingStoredIsATenantAlsoAfterReopening() throws Exception {
        accepted(chunk("doc").put("beta", SLANTED), head("other").put(ACME));
        store.writer().sync();
        assertThat(store.scan().tenants()).containsExactlyInAnyOrder(ACME, "beta");

        store.closing().close();
        store = reopen();

        assertThat(store.scan().tenants()).containsExactlyInAnyOrder(ACME, "beta");
    }

    @Test
    void aChunkComesBackWholeWithItsVectorNumberByNumber() throws Exception {
        Chunk full = chunk("docs/Größe 東京.md")
                .text("Some text.\nA second line 😀.")
                .headings("Guide", "Setup > more")
                .page(7)
                .order("a1")
                .since(4)
                .metadata(metadata()
                        .title("A title")
                        .uri("https://example.com/a?b=c")
                        .tags("one", "two")
                        .readers("ann")
                        .attribute("team", "search")
                        .modifiedAt(Instant.parse("2026-02-03T04:05:06.789Z")))
                .build();

        accepted(new Write.PutChunk(ACME, full, SLANTED));

        List<StoredChunk> scanned = allChunks(ACME, 10);
        assertThat(scanned).extracting(StoredChunk::chunk).containsExactly(full);
        assertThat(scanned.get(0).vector())
                .containsExactly(UnitVector.of(SLANTED).orElseThrow());
        assertThat(store.scan().chunks(ACME, List.of(full.id(), id(99))).values())
                .singleElement()
                .satisfies(byId -> {
                    assertThat(byId.chunk()).isEqualTo(full);
                    assertThat(byId.vector()).containsExactly(scanned.get(0).vector());
                });
    }

    @Test
    void aHeadComesBackWhole() throws Exception {
        Head full = head("docs/Größe 東京.md")
                .sequence(7)
                .version(3)
                .origin(2, 99)
                .chunkCount(4)
                .removed(id(1), id(2))
                .failure("ENCRYPTED", "needs a password")
                .metadata(metadata().title("A title"))
                .build();

        accepted(new Write.PutHead(ACME, full));

        assertThat(allHeads(ACME, 10)).containsExactly(full);
        assertThat(store.scan().heads(ACME, List.of(full.documentId(), "unknown")))
                .containsOnlyKeys(full.documentId())
                .containsValue(full);
    }

    @Test
    void pagesHoldEachRowOnceHoweverManyPagesThereAre() throws Exception {
        for (int i = 0; i < 57; i++) {
            accepted(
                    chunk("doc-" + i % 7)
                            .id(new UUID(i * 0x9E3779B97F4A7C15L, i))
                            .put(ACME, SLANTED),
                    head("doc-" + i).put(ACME));
        }
        accepted(chunk("elsewhere").put("beta", SLANTED));

        for (int limit : new int[] {1, 2, 10, 57, 58}) {
            assertThat(allChunks(ACME, limit))
                    .extracting(stored -> stored.chunk().id())
                    .hasSize(57)
                    .doesNotHaveDuplicates();
            assertThat(allHeads(ACME, limit))
                    .extracting(Head::documentId)
                    .hasSize(57)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatWasReplacedOrRemovedIsNotScanned() throws Exception {
        accepted(
                chunk("doc").id(1).text("old").put(ACME, SLANTED),
                chunk("doc").id(2).put(ACME, SLANTED),
                head("doc").put(ACME),
                head("gone").put(ACME));
        accepted(
                chunk("doc").id(1).text("new").put(ACME, SLANTED),
                chunk("doc").id(2).delete(ACME),
                new Write.DeleteHead(ACME, "gone"));

        assertThat(allChunks(ACME, 10))
                .extracting(stored -> stored.chunk().text())
                .containsExactly("new");
        assertThat(allHeads(ACME, 10)).extracting(Head::documentId).containsExactly("doc");
    }

    @Test
    void whatStaysIsNeverSkippedWhileOthersComeAndGo() throws Exception {
        Random random = new Random(41);
        Set<UUID> staying = new TreeSet<>();
        List<UUID> passing = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            accepted(chunk("doc").id(id).put(ACME, SLANTED), head(id.toString()).put(ACME));
            if (i % 3 == 0) {
                staying.add(id);
            } else {
                passing.add(id);
            }
        }

        Set<UUID> scanned = new TreeSet<>();
        Set<UUID> standing = new TreeSet<>();
        Page<StoredChunk> chunks = new Page<>(List.of(), "");
        Page<Head> heads = new Page<>(List.of(), "");
        do {
            chunks = store.scan().chunks(ACME, chunks.next(), 7);
            heads = store.scan().heads(ACME, heads.next(), 7);
            chunks.rows().forEach(stored -> scanned.add(stored.chunk().id()));
            heads.rows().forEach(head -> standing.add(UUID.fromString(head.documentId())));
            churn(random, staying, passing);
        } while (!chunks.isLast() && !heads.isLast());
        while (!chunks.isLast()) {
            chunks = store.scan().chunks(ACME, chunks.next(), 7);
            chunks.rows().forEach(stored -> scanned.add(stored.chunk().id()));
        }
        while (!heads.isLast()) {
            heads = store.scan().heads(ACME, heads.next(), 7);
            heads.rows().forEach(head -> standing.add(UUID.fromString(head.documentId())));
        }

        assertThat(scanned).containsAll(staying);
        assertThat(standing).containsAll(staying);
    }

    /** Some rows go, some come, and some of those that stay are written again. */
    private void churn(Random random, Set<UUID> staying, List<UUID> passing) throws StoreUnavailableException {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 5 && !passing.isEmpty(); i++) {
            UUID gone = passing.remove(random.nextInt(passing.size()));
            writes.add(new Write.DeleteChunk(ACME, "doc", gone));
            writes.add(new Write.DeleteHead(ACME, gone.toString()));
        }
        for (int i = 0; i < 3; i++) {
            UUID come = new UUID(random.nextLong(), random.nextLong());
            writes.add(chunk("doc").id(come).put(ACME, SLANTED));
            writes.add(head(come.toString()).put(ACME));
        }
        staying.stream().skip(random.nextInt(staying.size())).limit(5).forEach(id -> {
            writes.add(chunk("doc").id(id).since(2).put(ACME, SLANTED));
            writes.add(head(id.toString()).sequence(2).put(ACME));
        });
        accepted(writes.toArray(Write[]::new));
        store.writer().sync();
    }

    private List<StoredChunk> allChunks(String tenant, int limit) throws StoreUnavailableException {
        List<StoredChunk> all = new ArrayList<>();
        Page<StoredChunk> page = store.scan().chunks(tenant, "", limit);
        all.addAll(page.rows());
        while (!page.isLast()) {
            page = store.scan().chunks(tenant, page.next(), limit);
            all.addAll(page.rows());
        }
        return all;
    }

    private List<Head> allHeads(String tenant, int limit) throws StoreUnavailableException {
        List<Head> all = new ArrayList<>();
        Page<Head> page = store.scan().heads(tenant, "", limit);
        all.addAll(page.rows());
        while (!page.isLast()) {
            page = store.scan().heads(tenant, page.next(), limit);
            all.addAll(page.rows());
        }
        return all;
    }

    private void accepted(Write... writes) {
        assertThat(store.writer().apply(List.of(writes)))
                .containsExactlyElementsOf(IntStream.range(0, writes.length)
                        .mapToObj(i -> Outcome.ACCEPTED)
                        .toList());
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}
