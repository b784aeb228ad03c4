package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.Write;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores and orders, each small enough to be worked out by hand. */
abstract class RankingContract extends StoreCalls {
    RankingContract(StoreUnderTest underTest) {
        super(underTest);
    }

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
        assertThat(ids(search(query(ACME, Mode.VECTOR, "", X, Filter.ALL, 3)))).containsExactly(150, 149, 148);
        assertThat(ids(search(query(ACME, Mode.HYBRID, "word", X, Filter.ALL, 3))))
                .containsExactly(150, 149, 148);
        assertThat(search(query(ACME, Mode.HYBRID, "word", X, Filter.ALL, 120))).hasSize(120);
    }

    @Test
    void aLimitBeyondWhatIsThereGivesAllOfIt() throws Exception {
        accepted(IntStream.rangeClosed(1, 130)
                .mapToObj(i -> chunk("doc").id(i).text("word").put(ACME, i, 151 - i, 0))
                .toList());

        for (Mode mode : Mode.values()) {
            for (int limit : List.of(130, 131, 10_000)) {
                assertThat(search(query(ACME, mode, "word", X, Filter.ALL, limit)))
                        .as("%s", mode)
                        .hasSize(130);
            }
            assertThat(search(query(ACME, mode, "word", X, Filter.ALL, 129))).hasSize(129);
            assertThat(search(query(ACME, mode, "word", X, Filter.ALL, 1))).hasSize(1);
        }
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

    private static ChunkQuery hybrid(double alpha, Fusion fusion) {
        return new ChunkQuery(ACME, Mode.HYBRID, "apple", X, alpha, fusion, Filter.ALL, 10);
    }
}
