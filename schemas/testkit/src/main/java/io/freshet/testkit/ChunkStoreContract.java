package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Filter;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.GenerationRefusedException;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexIdentity;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every adapter of the store's ports keeps, so that one can stand in for the other. An adapter's test extends it
 * and says how to open an index.
 */
public abstract class ChunkStoreContract {
    private static final IndexIdentity IDENTITY = new IndexIdentity("three-axes", 3);
    private static final String ACME = "acme";
    private static final float[] X = {1, 0, 0};
    private static final float[] Y = {0, 1, 0};
    private static final float[] Z = {0, 0, 1};
    private static final double FLOAT = 1e-5;

    @SuppressWarnings("NullAway.Init") // by setUp
    private OpenStore store;

    /** Opens an index that holds nothing, with its adapter's own defaults. */
    protected abstract OpenStore openFresh() throws Exception;

    /** Opens the index of the last {@link #openFresh()} again, after it was closed. */
    protected abstract OpenStore reopen() throws Exception;

    @BeforeEach
    void setUp() throws Exception {
        store = openFresh();
        store.admin().open(IDENTITY);
    }

    @AfterEach
    void tearDown() throws Exception {
        store.close();
    }

    @Nested
    class Writing {

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

            assertThat(store.search().chunks(ACME, full.documentId(), "", 10)).containsExactly(full);
            assertThat(search(vector(X))).extracting(ChunkHit::chunk).containsExactly(full);
        }

        @Test
        void aChunkWithoutOptionalPartsComesBackWithoutThem() throws Exception {
            Chunk bare = chunk("doc").text("").build();

            accepted(new Write.PutChunk(ACME, bare, X));

            assertThat(store.search().chunks(ACME, "doc", "", 10)).containsExactly(bare);
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

            assertThat(store.admin().count(ACME).chunks()).isEqualTo(1);
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
            assertThat(store.writer().since(ACME, List.of(uuid(1), uuid(2)))).containsOnlyKeys(uuid(2));
        }

        @Test
        void deletingWhatIsNotThereIsAccepted() throws Exception {
            accepted(chunk("doc").delete(ACME), new Write.DeleteHead(ACME, "doc"));

            assertThat(store.admin().count(ACME)).isEqualTo(new IndexCounts(0, 0));
        }

        @Test
        void anEmptyBatchHasNoOutcomes() {
            assertThat(store.writer().apply(List.of())).isEmpty();
        }

        @Test
        void oneBadVectorHurtsNobodyElseInTheBatch() throws Exception {
            List<Outcome> outcomes = store.writer()
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
            assertThat(store.admin().count(ACME)).isEqualTo(new IndexCounts(1, 1));
        }

        @Test
        void anInvalidReplacementLeavesTheOldChunk() throws Exception {
            accepted(chunk("doc").id(1).text("old").put(ACME, X));

            List<Outcome> outcomes =
                    store.writer().apply(List.of(chunk("doc").id(1).text("new").put(ACME, 1, 0)));

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
        void aWordWithoutEndIsNoReasonToRefuseAChunk() throws Exception {
            accepted(chunk("doc").id(1).text("x".repeat(100_000) + " tail").put(ACME, X));

            assertThat(ids(search(keyword("tail")))).containsExactly(1);
        }
    }

    @Nested
    class Heading {

        @Test
        void aHeadComesBackAsItWasPut() throws Exception {
            Head full = head("doc")
                    .sequence(3)
                    .version(1L << 60)
                    .origin(new Head.Origin(
                            5, 1L << 40, "event-ü", Instant.parse("2026-01-01T00:00:00.001Z"), Instant.EPOCH))
                    .metadata(metadata().title("Title").readers("ann").modifiedAt(Heads.NOON))
                    .chunkCount(12)
                    .removed(uuid(1), UUID.fromString("ffffffff-ffff-5fff-bfff-ffffffffffff"))
                    .failure("TIMEOUT", "took too long")
                    .build();
            Head bare = head("other").deleted().build();

            accepted(new Write.PutHead(ACME, full), new Write.PutHead(ACME, bare));

            Map<String, Head> expected = Map.of("doc", full, "other", bare);
            assertThat(store.search().heads(ACME, List.of("doc", "other", "none")))
                    .isEqualTo(expected);
            assertThat(store.writer().heads(ACME, Set.of("doc", "other", "none")))
                    .isEqualTo(expected);
        }

        @Test
        void puttingAHeadAgainReplacesIt() throws Exception {
            accepted(head("doc").sequence(1).put(ACME));

            accepted(head("doc").sequence(2).put(ACME));

            assertThat(store.search().heads(ACME, List.of("doc")).get("doc"))
                    .isEqualTo(head("doc").sequence(2).build());
            assertThat(store.admin().count(ACME).heads()).isEqualTo(1);
        }

        @Test
        void aDeletedHeadIsForgotten() throws Exception {
            accepted(head("doc").put(ACME), head("docs").put(ACME));

            accepted(new Write.DeleteHead(ACME, "doc"));

            assertThat(store.search().heads(ACME, List.of("doc", "docs"))).containsOnlyKeys("docs");
        }

        @Test
        void headsAreFoundByTheirWholeIdOnly() throws Exception {
            accepted(head("a/B c#1").put(ACME));

            assertThat(store.search().heads(ACME, List.of("a", "a/b c#1", "A/B C#1", "a/B c#1", "")))
                    .containsOnlyKeys("a/B c#1");
        }

        @Test
        void manyHeadsAreFetchedAtOnce() throws Exception {
            List<String> ids = IntStream.range(0, 500).mapToObj(i -> "doc-" + i).toList();
            accepted(ids.stream().map(id -> head(id).put(ACME)).toArray(Write[]::new));

            assertThat(store.search().heads(ACME, ids)).hasSize(500).containsOnlyKeys(ids);
        }

        @Test
        void headsAreNoHits() throws Exception {
            accepted(head("doc").metadata(metadata().title("word").tags("t")).put(ACME));

            assertThat(search(keyword("word"))).isEmpty();
            assertThat(search(vector(X))).isEmpty();
            assertThat(search(filtered(new Filter.Not(new Filter.AnyOf(Filter.Field.TAGS, List.of("u"))))))
                    .isEmpty();
        }

        @Test
        void sinceTellsWhichSequenceIntroducedAChunk() throws Exception {
            accepted(
                    chunk("a").id(1).since(3).put(ACME, X),
                    chunk("b").id(2).since(Long.MAX_VALUE).put(ACME, X));

            assertThat(store.writer().since(ACME, List.of(uuid(1), uuid(2), uuid(3))))
                    .isEqualTo(Map.of(uuid(1), 3L, uuid(2), Long.MAX_VALUE));
        }
    }

    @Nested
    class TenantsApart {

        @Test
        void tenantsDoNotSeeEachOther() throws Exception {
            accepted(
                    chunk("doc").id(1).text("word ours").put(ACME, X),
                    head("doc").sequence(1).put(ACME),
                    chunk("doc").id(1).text("word theirs").put("other", X),
                    head("doc").sequence(2).put("other"));

            accepted(chunk("doc").id(1).delete("other"));

            assertThat(search(keyword("word")))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.chunk().text()).isEqualTo("word ours"));
            assertThat(store.search().heads("other", List.of("doc")))
                    .isEqualTo(Map.of("doc", head("doc").sequence(2).build()));
            assertThat(store.admin().count("other")).isEqualTo(new IndexCounts(0, 1));
        }

        @Test
        void aTenantNobodyWroteToIsEmpty() throws Exception {
            String nobody = "nobody";

            assertThat(store.search().search(query(nobody, Mode.HYBRID, "word", X, Filter.ALL, 10)))
                    .isEmpty();
            assertThat(store.search().heads(nobody, List.of("doc"))).isEmpty();
            assertThat(store.search().chunks(nobody, "doc", "", 10)).isEmpty();
            assertThat(store.writer().since(nobody, List.of(uuid(1)))).isEmpty();
            assertThat(store.admin().count(nobody)).isEqualTo(new IndexCounts(0, 0));
        }

        @Test
        void aNameThatIsNoTenantsIsInvalid() {
            for (String name : List.of("", "..", "a/b", "Acme", "a".repeat(64))) {
                assertThat(store.writer()
                                .apply(List.of(
                                        head("doc").put(name), head("doc").put(ACME))))
                        .satisfiesExactly(
                                first -> assertThat(first).isInstanceOf(Outcome.Invalid.class),
                                second -> assertThat(second).isInstanceOf(Outcome.Accepted.class));
            }
        }
    }

    @Nested
    class Filtering extends FilterContract {
        Filtering() {
            super(() -> store);
        }
    }

    @Nested
    class Ranking {

        @Test
        void keywordsAreScoredByBm25() throws Exception {
            accepted(
                    chunk("doc").id(1).text("apple banana").put(ACME, X),
                    chunk("doc").id(2).text("apple apple cherry date").put(ACME, X),
                    chunk("doc").id(3).text("elder fig grape").put(ACME, X));

            List<ChunkHit> hits = search(keyword("apple"));

            // N 3, n 2, average length 3; idf = ln(1 + 1.5 / 2.5) = 0.470004
            // 2: c = 1.2 * (0.25 + 0.75 * 4 / 3) = 1.5, 2 / 3.5; 1: c = 1.2 * (0.25 + 0.75 * 2 / 3) = 0.9, 1 / 1.9
            scored(hits, Map.of(2, 0.268574, 1, 0.247370));
            assertThat(hits).allSatisfy(hit -> {
                assertThat(hit.keyword()).isEqualTo(hit.score());
                assertThat(hit.similarity()).isNull();
            });
        }

        @Test
        void aWordAskedForTwiceCountsTwiceAndStopWordsDoNot() throws Exception {
            accepted(
                    chunk("doc").id(1).text("the apple").put(ACME, X),
                    chunk("doc").id(2).text("the pear").put(ACME, X));

            float once = search(keyword("apple")).get(0).score();
            List<ChunkHit> twice = search(keyword("The APPLE, the apple"));

            scored(twice, Map.of(1, 2.0 * once));
            assertThat(search(keyword("the"))).isEmpty();
            assertThat(search(keyword(" ?! "))).isEmpty();
        }

        @Test
        void chunksWithoutWordsCountAsChunks() throws Exception {
            accepted(
                    chunk("doc").id(1).text("apple").put(ACME, X),
                    chunk("doc").id(2).text("pear").put(ACME, X),
                    chunk("doc").id(3).text("...").put(ACME, X),
                    head("doc").put(ACME));

            // N 3, n 1, idf = ln(1 + 2.5 / 1.5); average length of those with words 1, c = 1.2
            scored(search(keyword("apple")), Map.of(1, 0.445831));
        }

        @Test
        void lengthsCountExactly() throws Exception {
            accepted(
                    chunk("doc").id(1).text("needle" + " hay".repeat(46)).put(ACME, X),
                    chunk("doc").id(2).text("needle" + " hay".repeat(45)).put(ACME, X));

            assertThat(ids(search(keyword("needle")))).containsExactly(2, 1);
        }

        @Test
        void titleAndHeadingsAreMatchedAsTheTextIs() throws Exception {
            accepted(chunk("doc")
                    .id(1)
                    .text("body")
                    .headings("Chapter", "Section")
                    .metadata(metadata().title("Handbook"))
                    .put(ACME, X));

            for (String word : List.of("handbook", "CHAPTER", "section", "body")) {
                assertThat(ids(search(keyword(word)))).containsExactly(1);
            }
        }

        @Test
        void wordsOfEveryScriptAreFound() throws Exception {
            accepted(
                    chunk("doc").id(1).text("Die Größe der Straße").put(ACME, X),
                    chunk("doc").id(2).text("東京 タワー").put(ACME, X),
                    chunk("doc").id(3).text("Привет, мир 😀 e\u0301t").put(ACME, X));

            assertThat(ids(search(keyword("GRÖSSE")))).isEmpty();
            assertThat(ids(search(keyword("GRÖßE")))).containsExactly(1);
            assertThat(ids(search(keyword("東京")))).containsExactly(2);
            assertThat(ids(search(keyword("МИР")))).containsExactly(3);
            assertThat(ids(search(keyword("t")))).containsExactly(3);
        }

        @Test
        void vectorsAreScoredByCosineWhateverTheirLength() throws Exception {
            accepted(
                    chunk("doc").id(1).put(ACME, 10, 0, 0),
                    chunk("doc").id(2).put(ACME, 3, 4, 0),
                    chunk("doc").id(3).put(ACME, -1, 0, 0));

            List<ChunkHit> hits = search(vector(0.5f, 0, 0));

            assertThat(ids(hits)).containsExactly(1, 2, 3);
            scored(hits, Map.of(1, 1.0, 2, 0.6, 3, -1.0));
            assertThat(hits).allSatisfy(hit -> {
                assertThat(hit.similarity()).isEqualTo(hit.score());
                assertThat(hit.keyword()).isNull();
            });
        }

        @Test
        void equalScoresAreOrderedByIdAlsoWhereTheLimitCuts() throws Exception {
            UUID high = UUID.fromString("f0000000-0000-5000-8000-000000000000");
            accepted(
                    chunk("doc").id(high).text("same").put(ACME, X),
                    chunk("doc").id(3).text("same").put(ACME, X),
                    chunk("doc").id(1).text("same").put(ACME, X),
                    chunk("doc").id(2).text("same").put(ACME, X));

            for (Mode mode : Mode.values()) {
                List<ChunkHit> three = search(query(ACME, mode, "same", X, Filter.ALL, 3));
                List<ChunkHit> all = search(query(ACME, mode, "same", X, Filter.ALL, 10));

                assertThat(ids(three)).as("%s", mode).containsExactly(1, 2, 3);
                assertThat(all.get(3).chunk().id()).isEqualTo(high);
            }
        }

        @Test
        void limitKeepsTheBest() throws Exception {
            accepted(IntStream.rangeClosed(1, 150)
                    .mapToObj(i -> chunk("doc")
                            .id(i)
                            .text("word ".repeat(i) + "x ".repeat(151 - i))
                            .put(ACME, i, 151 - i, 0))
                    .toArray(Write[]::new));

            assertThat(ids(search(query(ACME, Mode.KEYWORD, "word", null, Filter.ALL, 3))))
                    .containsExactly(150, 149, 148);
            assertThat(ids(search(query(ACME, Mode.VECTOR, "", X, Filter.ALL, 3))))
                    .containsExactly(150, 149, 148);
            assertThat(ids(search(query(ACME, Mode.HYBRID, "word", X, Filter.ALL, 3))))
                    .containsExactly(150, 149, 148);
            assertThat(search(query(ACME, Mode.HYBRID, "word", X, Filter.ALL, 120)))
                    .hasSize(120);
        }

        @Test
        void relativeScoresAreScaledPerLeg() throws Exception {
            putThreeForFusion();

            List<ChunkHit> hits = search(hybrid(0.75, Fusion.RELATIVE_SCORE));

            // keyword leg: 2 then 1 (as in keywordsAreScoredByBm25), scaled 1 and 0, times 0.25
            // vector leg: 1 (1.0), 3 (0.6), 2 (0.0), scaled 1, 0.6, 0, times 0.75
            assertThat(ids(hits)).containsExactly(1, 3, 2);
            scored(hits, Map.of(1, 0.75, 3, 0.45, 2, 0.25));
            assertThat(hits.get(0).keyword()).isCloseTo(0.247370f, within((float) FLOAT));
            assertThat(hits.get(0).similarity()).isCloseTo(1f, within((float) FLOAT));
            assertThat(hits.get(1).keyword()).isNull();
        }

        @Test
        void ranksAreWeightedAndSummed() throws Exception {
            putThreeForFusion();

            List<ChunkHit> hits = search(hybrid(0.5, Fusion.RANKED));

            // 1: 0.5 / 61 + 0.5 / 60; 2: 0.5 / 60 + 0.5 / 62; 3: 0.5 / 61
            assertThat(ids(hits)).containsExactly(1, 2, 3);
            scored(hits, Map.of(1, 0.0165301, 2, 0.0163978, 3, 0.0081967));
        }

        @Test
        void alphaAtItsEndsAsksOneLegOnly() throws Exception {
            putThreeForFusion();

            assertThat(ids(search(hybrid(0, Fusion.RELATIVE_SCORE)))).containsExactly(2, 1);
            List<ChunkHit> byVector = search(hybrid(1, Fusion.RELATIVE_SCORE));

            assertThat(ids(byVector)).containsExactly(1, 3, 2);
            assertThat(byVector).allSatisfy(hit -> assertThat(hit.keyword()).isNull());
        }

        @Test
        void aHybridQueryWithoutWordsRanksByVector() throws Exception {
            putThreeForFusion();

            List<ChunkHit> hits =
                    search(new ChunkQuery(ACME, Mode.HYBRID, "the", X, 0.75, Fusion.RELATIVE_SCORE, Filter.ALL, 10));

            assertThat(ids(hits)).containsExactly(1, 3, 2);
            scored(hits, Map.of(1, 0.75, 3, 0.45, 2, 0.0));
        }

        private void putThreeForFusion() {
            accepted(
                    chunk("doc").id(1).text("apple banana").put(ACME, X),
                    chunk("doc").id(2).text("apple apple cherry date").put(ACME, Z),
                    chunk("doc").id(3).text("elder fig grape").put(ACME, 0.6f, 0.8f, 0));
        }
    }

    @Nested
    class Paging {

        @Test
        void chunksOfADocumentComeInReadingOrderPageByPage() throws Exception {
            accepted(
                    chunk("doc").id(3).order("b").put(ACME, X),
                    chunk("doc").id(1).order("c").put(ACME, X),
                    chunk("doc").id(2).order("a5").put(ACME, X),
                    chunk("doc").id(4).order("Z").put(ACME, X),
                    chunk("other").id(5).order("a6").put(ACME, X));

            List<Chunk> first = store.search().chunks(ACME, "doc", "", 3);
            List<Chunk> second = store.search().chunks(ACME, "doc", first.get(2).order(), 3);

            assertThat(first).extracting(Chunk::order).containsExactly("Z", "a5", "b");
            assertThat(second).extracting(Chunk::order).containsExactly("c");
            assertThat(store.search().chunks(ACME, "doc", "c", 3)).isEmpty();
            assertThat(store.search().chunks(ACME, "none", "", 3)).isEmpty();
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
            assertThat(store.search().passage(ACME, "doc", parent, 10))
                    .extracting(Chunk::order)
                    .containsExactly("a", "b5", "c");
            assertThat(store.search().passage(ACME, "doc", parent, 2))
                    .extracting(Chunk::order)
                    .containsExactly("a", "b5");
            assertThat(store.search().passage(ACME, "doc", new UUID(0, 5), 10)).isEmpty();
            assertThat(store.search().passage(ACME, "none", parent, 10)).isEmpty();
            assertThat(store.search().passage("nobody", "doc", parent, 10)).isEmpty();
        }

        @Test
        void aChunkThatWasPutAgainIsInItsNewPassage() throws Exception {
            accepted(
                    chunk("doc").id(1).parent(1).put(ACME, X),
                    chunk("doc").id(2).parent(1).put(ACME, X));
            accepted(chunk("doc").id(2).parent(3).put(ACME, X));

            assertThat(store.search().passage(ACME, "doc", new UUID(0, 1), 10)).hasSize(1);
            assertThat(store.search().passage(ACME, "doc", new UUID(0, 3), 10))
                    .extracting(Chunk::id)
                    .containsExactly(new UUID(0, 2));
        }
    }

    @Nested
    class Lasting {

        @Test
        void whatWasSyncedIsThereAfterReopening() throws Exception {
            Chunk kept = chunk("doc").id(1).text("kept word").build();
            accepted(
                    new Write.PutChunk(ACME, kept, X),
                    head("doc").put(ACME),
                    head("old").put("other"));
            store.writer().recordAsOf(Heads.NOON);
            store.writer().sync();

            reopenStore();

            assertThat(search(keyword("kept"))).extracting(ChunkHit::chunk).containsExactly(kept);
            assertThat(search(vector(X))).hasSize(1);
            assertThat(store.search().heads(ACME, List.of("doc"))).containsOnlyKeys("doc");
            assertThat(store.admin().count("other")).isEqualTo(new IndexCounts(0, 1));
            assertThat(store.search().asOf()).contains(Heads.NOON);
            assertThat(store.admin().identity()).contains(IDENTITY);
        }

        @Test
        void anotherModelIsRefused() throws Exception {
            store.admin().open(IDENTITY);

            for (IndexIdentity other : List.of(new IndexIdentity("three-axes", 4), new IndexIdentity("another", 3))) {
                assertThatThrownBy(() -> store.admin().open(other))
                        .isInstanceOf(ModelMismatchException.class)
                        .hasMessageContaining("three-axes");
            }
            reopenStore();
            assertThatThrownBy(() -> store.admin().open(new IndexIdentity("another", 3)))
                    .isInstanceOf(ModelMismatchException.class);
        }

        @Test
        void asOfIsUnknownUntilItIsRecorded() throws Exception {
            assertThat(store.search().asOf()).isEmpty();

            store.writer().recordAsOf(Heads.NOON);
            store.writer().recordAsOf(Heads.NOON.plusMillis(1));

            assertThat(store.search().asOf()).contains(Heads.NOON.plusMillis(1));
        }

        @Test
        void syncingNothingIsFineAndTheStoreAnswers() throws Exception {
            store.writer().sync();
            store.writer().sync();

            store.admin().check();
        }
    }

    @Nested
    class Generations {
        private static final IndexIdentity WIDER = new IndexIdentity("four-axes", 4);

        @Test
        void theFirstServesAndIsKnownByItsOrder() throws Exception {
            Generation first = only();

            assertThat(first.number()).isEqualTo(1);
            assertThat(first.order()).isEqualTo(GenerationOrder.first(IDENTITY, ""));
            assertThat(first.serving()).isTrue();
            assertThat(store.admin().create(first.order())).isEqualTo(first);
            assertThat(store.admin().serving()).contains(first);
            assertThat(store.search().generation()).contains(first);
        }

        @Test
        void anotherOneIsEmptyAndDoesNotServe() throws Exception {
            accepted(chunk("doc").id(1).put(ACME, X));

            Generation second = second();

            assertThat(second.number()).isEqualTo(2);
            assertThat(second.serving()).isFalse();
            assertThat(second.order()).isEqualTo(new GenerationOrder(1, 2, WIDER, "cut/1"));
            assertThat(second.createdAt()).isAfterOrEqualTo(only(1).createdAt());
            assertThat(store.admin().generations())
                    .extracting(Generation::number)
                    .containsExactly(1, 2);
            assertThat(store.admin().count(2, ACME)).isEqualTo(new IndexCounts(0, 0));
            assertThat(store.admin().count(1, ACME)).isEqualTo(new IndexCounts(1, 0));
            assertThat(store.admin().count(ACME)).isEqualTo(new IndexCounts(1, 0));
        }

        @Test
        void theSameOrderIsTheSameGenerationUntilItIsDropped() throws Exception {
            Generation second = second();
            assertThat(second()).isEqualTo(second);
            reopenStore();
            assertThat(second()).isEqualTo(second);

            store.admin().drop(2);

            assertThat(second().number()).isEqualTo(3);
        }

        @Test
        void writersOfTwoGenerationsDoNotMeet() throws Exception {
            second();
            Chunk old = chunk("doc").id(1).text("old").build();
            Chunk young = chunk("doc").id(1).text("young").build();

            acceptedBy(
                    1, new Write.PutChunk(ACME, old, X), head("doc").sequence(9).put(ACME));
            acceptedBy(
                    2,
                    new Write.PutChunk(ACME, young, new float[] {0, 0, 0, 1}),
                    head("doc").put("other"));

            assertThat(store.admin().search(1).chunks(ACME, "doc", "", 9)).containsExactly(old);
            assertThat(store.admin().search(2).chunks(ACME, "doc", "", 9)).containsExactly(young);
            assertThat(store.admin().writer(2).heads(ACME, List.of("doc"))).isEmpty();
            assertThat(store.admin().writer(1).since(ACME, List.of(uuid(1)))).containsOnlyKeys(uuid(1));
            assertThat(store.admin().scan(1).tenants()).containsExactly(ACME);
            assertThat(store.admin().scan(2).tenants()).containsExactly(ACME, "other");
            assertThat(store.admin().scan(2).chunks(ACME, "", 9).rows())
                    .extracting(stored -> stored.chunk())
                    .containsExactly(young);
            assertThat(store.admin().writer(1).apply(List.of(chunk("doc").id(2).put(ACME, 0, 0, 0, 1))))
                    .singleElement()
                    .isInstanceOf(Outcome.Invalid.class);
        }

        @Test
        void searchesFollowTheOneThatServes() throws Exception {
            second();
            acceptedBy(1, chunk("doc").id(1).put(ACME, X));
            acceptedBy(2, chunk("doc").id(2).put(ACME, 0, 0, 0, 1));
            assertThat(chunkIds(store.search())).containsExactly(1);

            store.admin().serve(2);

            assertThat(chunkIds(store.search())).containsExactly(2);
            assertThat(store.admin().identity()).contains(WIDER);
            assertThat(store.admin().generations())
                    .extracting(Generation::serving)
                    .containsExactly(false, true);
            accepted(chunk("doc").id(3).put(ACME, 0, 0, 1, 0));
            assertThat(chunkIds(store.admin().search(2))).containsExactly(2, 3);
            assertThat(chunkIds(store.admin().search(1))).containsExactly(1);

            store.admin().serve(1);
            assertThat(chunkIds(store.search())).containsExactly(1);
        }

        @Test
        void whatIsPinnedDoesNotFollow() throws Exception {
            second();
            acceptedBy(1, chunk("doc").id(1).put(ACME, X), head("doc").put(ACME));
            store.admin().writer(1).recordAsOf(Heads.NOON);
            ChunkSearch pinned = store.search().pinned();

            store.admin().serve(2);

            assertThat(store.search().heads(ACME, List.of("doc"))).isEmpty();
            assertThat(store.search().asOf()).isEmpty();
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

            assertThatThrownBy(() -> store.admin().drop(1))
                    .isInstanceOfSatisfying(GenerationRefusedException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(GenerationRefusedException.Reason.SERVING));
            store.admin().drop(2);

            assertThat(only().number()).isEqualTo(1);
        }

        @Test
        void aDroppedOneIsGone() throws Exception {
            second();
            acceptedBy(2, chunk("doc").id(2).put(ACME, 0, 0, 0, 1));
            ChunkWriter writer = store.admin().writer(2);

            store.admin().drop(2);
            store.admin().drop(2);

            assertThatThrownBy(() -> store.admin().serve(2))
                    .isInstanceOfSatisfying(GenerationRefusedException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(GenerationRefusedException.Reason.UNKNOWN));
            assertThatThrownBy(() -> store.admin().search(2).asOf()).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> store.admin().count(2, ACME)).isInstanceOf(StoreUnavailableException.class);
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
                store.admin().writer(number).recordAsOf(Heads.NOON.plusSeconds(number));
                store.admin().writer(number).sync();
                store.admin().writer(number).recordPositions(Map.of(0, 10L * number, 1, 5L));
            }
            store.admin().writer(2).recordPositions(Map.of(1, 6L, 7, 0L));
            store.admin().serve(2);
            List<Generation> before = store.admin().generations();

            reopenStore();

            assertThat(store.admin().generations()).isEqualTo(before);
            assertThat(chunkIds(store.search())).containsExactly(2);
            assertThat(chunkIds(store.admin().search(1))).containsExactly(1);
            assertThat(store.admin().search(1).asOf()).contains(Heads.NOON.plusSeconds(1));
            assertThat(store.search().asOf()).contains(Heads.NOON.plusSeconds(2));
            assertThat(store.admin().writer(1).positions()).isEqualTo(Map.of(0, 10L, 1, 5L));
            assertThat(store.admin().writer(2).positions()).isEqualTo(Map.of(0, 20L, 1, 6L, 7, 0L));
        }

        @Test
        void anEmptyOneHasNoPositions() throws Exception {
            second();

            assertThat(store.admin().writer(2).positions()).isEmpty();
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
                        store.admin().serve(1 + i % 2);
                    }
                    done.set(true);
                    return true;
                });
                do {
                    ChunkSearch pinned = store.search().pinned();
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
            return store.admin().create(new GenerationOrder(1, 2, WIDER, "cut/1"));
        }

        private Generation only() throws StoreUnavailableException {
            assertThat(store.admin().generations()).hasSize(1);
            return only(1);
        }

        private Generation only(int number) throws StoreUnavailableException {
            return store.admin().generations().stream()
                    .filter(generation -> generation.number() == number)
                    .findFirst()
                    .orElseThrow();
        }

        private void acceptedBy(int number, Write... writes) {
            assertThat(store.admin().writer(number).apply(List.of(writes)))
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

    @Nested
    class Watching extends WatchContract {
        Watching() {
            super(() -> store);
        }
    }

    private void reopenStore() throws Exception {
        store.close();
        store = reopen();
    }

    @Nested
    class Concurrency {

        @Test
        void readersSeeEachAcceptedWriteWhileOthersWrite() throws Exception {
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try {
                List<Future<Integer>> readers = List.of(
                        threads.submit(() -> readUntil(done, "left")), threads.submit(() -> readUntil(done, "right")));
                Future<?> right = threads.submit(() -> write("right", 100));
                write("left", 0);
                right.get();
                done.set(true);

                assertThat(readers.get(0).get()).isEqualTo(50);
                assertThat(readers.get(1).get()).isEqualTo(50);
            } finally {
                done.set(true);
                threads.shutdownNow();
            }
            assertThat(store.admin().count(ACME)).isEqualTo(new IndexCounts(100, 2));
        }

        /** Each chunk before the head that counts it, as the index writer does. */
        private void write(String documentId, int firstId) {
            for (int i = 1; i <= 50; i++) {
                accepted(chunk(documentId)
                        .id(firstId + i)
                        .text(documentId + " word")
                        .put(ACME, X));
                accepted(head(documentId).sequence(i).chunkCount(i).put(ACME));
            }
        }

        private int readUntil(AtomicBoolean done, String documentId) throws StoreUnavailableException {
            boolean last;
            int seen = 0;
            do {
                last = done.get();
                Head head = store.search().heads(ACME, List.of(documentId)).get(documentId);
                int promised = head == null ? 0 : head.chunkCount();
                seen = search(query(ACME, Mode.KEYWORD, documentId, null, Filter.ALL, 200))
                        .size();
                assertThat(seen).isGreaterThanOrEqualTo(promised);
            } while (!last);
            return seen;
        }
    }

    private void accepted(Write... writes) {
        assertThat(store.writer().apply(List.of(writes)))
                .hasSize(writes.length)
                .allSatisfy(outcome -> assertThat(outcome).isEqualTo(Outcome.ACCEPTED));
    }

    private List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        return store.search().search(query);
    }

    private static ChunkQuery keyword(String text) {
        return query(ACME, Mode.KEYWORD, text, null, Filter.ALL, 10);
    }

    private static ChunkQuery vector(float... vector) {
        return query(ACME, Mode.VECTOR, "", vector, Filter.ALL, 10);
    }

    private static ChunkQuery filtered(Filter filter) {
        return query(ACME, Mode.VECTOR, "", X, filter, 10);
    }

    private static ChunkQuery hybrid(double alpha, Fusion fusion) {
        return new ChunkQuery(ACME, Mode.HYBRID, "apple", X, alpha, fusion, Filter.ALL, 10);
    }

    @SuppressWarnings("NullAway") // cannot read from a class file that an array may be null
    private static ChunkQuery query(
            String tenant, Mode mode, String text, float @Nullable [] vector, Filter filter, int limit) {
        return new ChunkQuery(tenant, mode, text, vector, 0.5, Fusion.RELATIVE_SCORE, filter, limit);
    }

    private static UUID uuid(int number) {
        return new UUID(0, number);
    }

    private static List<Integer> ids(List<ChunkHit> hits) {
        return hits.stream()
                .map(hit -> Math.toIntExact(hit.chunk().id().getLeastSignificantBits()))
                .toList();
    }

    private static void scored(List<ChunkHit> hits, Map<Integer, Double> expected) {
        assertThat(ids(hits)).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (ChunkHit hit : hits) {
            int id = Math.toIntExact(hit.chunk().id().getLeastSignificantBits());
            assertThat((double) hit.score())
                    .as("score of %s", id)
                    .isCloseTo(expected.getOrDefault(id, -9.0), within(FLOAT));
        }
    }
}
