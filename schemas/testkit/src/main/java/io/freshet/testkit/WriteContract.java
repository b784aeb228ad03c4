package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.Filter;
import io.freshet.store.IndexCounts;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of writes of chunks. */
abstract class WriteContract extends StoreCalls {
    WriteContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void aChunkComesBackAsItWasPut() throws Exception {
        Chunk full = chunk("docs/Größe 東京.md")
                .text("Some text.\nA second line 😀.")
                .headings("Guide", "Setup > more")
                .page(7)
                .order("a1")
                .since(4)
                .metadata(metadata()
                        .title("A title")
                        .uri("https://example.com/a?b=c")
                        .source("wiki")
                        .language("de-CH")
                        .mediaType("text/markdown")
                        .tags("one", "two")
                        .readers("ann", "group:staff")
                        .attribute("team", "search")
                        .attribute("empty", "")
                        .modifiedAt(Instant.parse("2026-02-03T04:05:06.789Z")))
                .build();

        accepted(new Write.PutChunk(ACME, full, X));

        assertThat(store().search().chunks(ACME, full.documentId(), "", 10)).containsExactly(full);
        assertThat(search(vector(X))).extracting(ChunkHit::chunk).containsExactly(full);
    }

    @Test
    void aChunkWithoutOptionalPartsComesBackWithoutThem() throws Exception {
        Chunk bare = chunk("doc").text("").build();

        accepted(new Write.PutChunk(ACME, bare, X));

        assertThat(store().search().chunks(ACME, "doc", "", 10)).containsExactly(bare);
    }

    @Test
    void puttingAChunkAgainReplacesItWhole() throws Exception {
        accepted(chunk("doc")
                .id(1)
                .text("old words")
                .metadata(metadata().tags("old"))
                .put(ACME, X));
        Chunk replacement = chunk("doc").id(1).text("new phrase").since(2).build();

        accepted(new Write.PutChunk(ACME, replacement, Y));

        assertThat(store().admin().count(ACME).chunks()).isEqualTo(1);
        assertThat(search(keyword("old"))).isEmpty();
        assertThat(search(keyword("phrase"))).extracting(ChunkHit::chunk).containsExactly(replacement);
        assertThat(search(vector(Y)).get(0).similarity()).isCloseTo(1f, within((float) FLOAT));
        assertThat(search(filtered(new Filter.AnyOf(Filter.Field.TAGS, List.of("old")))))
                .isEmpty();
    }

    @Test
    void aDeletedChunkIsGone() throws Exception {
        accepted(chunk("doc").id(1).put(ACME, X), chunk("doc").id(2).put(ACME, Y));

        accepted(chunk("doc").id(1).delete(ACME));

        assertThat(ids(search(vector(X)))).containsExactly(2);
        assertThat(store().writer().since(ACME, List.of(uuid(1), uuid(2)))).containsOnlyKeys(uuid(2));
    }

    @Test
    void deletingWhatIsNotThereIsAccepted() throws Exception {
        accepted(chunk("doc").delete(ACME), new Write.DeleteHead(ACME, "doc"));

        assertThat(store().admin().count(ACME)).isEqualTo(new IndexCounts(0, 0));
    }

    @Test
    void anEmptyBatchHasNoOutcomes() {
        assertThat(store().writer().apply(List.of())).isEmpty();
    }

    @Test
    void oneBadVectorHurtsNobodyElseInTheBatch() throws Exception {
        List<Outcome> outcomes = store().writer()
                .apply(List.of(
                        chunk("doc").id(1).put(ACME, X),
                        chunk("doc").id(2).put(ACME, 1, 0),
                        chunk("doc").id(3).put(ACME, 0, 0, 0),
                        chunk("doc").id(4).put(ACME, Float.NaN, 0, 0),
                        head("doc").put(ACME)));

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Accepted.class);
        assertThat(outcomes.subList(1, 4)).allMatch(outcome -> outcome instanceof Outcome.Invalid);
        assertThat(outcomes.get(4)).isInstanceOf(Outcome.Accepted.class);
        assertThat(store().admin().count(ACME)).isEqualTo(new IndexCounts(1, 1));
    }

    @Test
    void anInvalidReplacementLeavesTheOldChunk() throws Exception {
        accepted(chunk("doc").id(1).text("old").put(ACME, X));

        List<Outcome> outcomes =
                store().writer().apply(List.of(chunk("doc").id(1).text("new").put(ACME, 1, 0)));

        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Invalid.class);
        assertThat(ids(search(keyword("old")))).containsExactly(1);
    }

    @Test
    void longTextIsFoundToItsLastWord() throws Exception {
        String text = "filler words go on and on ".repeat(20_000) + "needle";
        accepted(chunk("doc").id(1).text(text).put(ACME, X));

        List<ChunkHit> hits = search(keyword("needle"));

        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).chunk().text()).isEqualTo(text);
    }

    @Test
    void tenThousandWordsOfManyScriptsComeBackAsTheyWere() throws Exception {
        String text = "Größe 東京 мир e\u0301t 😀 \uFEFFx\u200Dy \u0000 don't\r\n".repeat(2_000) + "übrig";
        Chunk chunk = chunk("doc").id(1).text(text).build();
        accepted(new Write.PutChunk(ACME, chunk, X));

        for (String word : List.of("ÜBRIG", "東京", "don")) {
            assertThat(search(keyword(word))).extracting(ChunkHit::chunk).containsExactly(chunk);
        }
    }

    @Test
    void aBatchSentAgainChangesNothing() throws Exception {
        Write[] batch = {
            chunk("doc").id(1).text("word").put(ACME, X),
            chunk("doc").id(2).delete(ACME),
            head("doc").put(ACME),
            new Write.DeleteHead(ACME, "other")
        };
        accepted(batch);
        List<ChunkHit> before = search(keyword("word"));

        accepted(batch);

        assertThat(search(keyword("word")).stream().map(ChunkHit::chunk).toList())
                .isEqualTo(before.stream().map(ChunkHit::chunk).toList());
        assertThat(store().admin().count(ACME)).isEqualTo(new IndexCounts(1, 1));
    }

    @Test
    void aWordWithoutEndIsNoReasonToRefuseAChunk() throws Exception {
        accepted(chunk("doc").id(1).text("x".repeat(100_000) + " tail").put(ACME, X));

        assertThat(ids(search(keyword("tail")))).containsExactly(1);
    }
}
