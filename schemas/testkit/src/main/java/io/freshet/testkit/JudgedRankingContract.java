package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import io.freshet.testkit.RankingModel.Ranked;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every ranking over the {@link JudgedCorpus} is the one that the {@link RankingModel} works out, hit by hit, ties
 * included. Adapters round to single precision, so the model's scores have to be equal or clearly apart: that is checked
 * first.
 */
abstract class JudgedRankingContract extends StoreCalls {
    private static final List<String> TEXTS = List.of(
            "stream", "vector recall", "the offset of the größe", "東京 graph latency", "index index мир", "naïve");
    private static final List<float[]> VECTORS = List.of(
            new float[] {0.317f, 0.526f, 0.789f}, new float[] {-0.47f, 0.11f, 0.59f}, new float[] {0.9f, -0.37f, 0.23f
            });
    private static final List<Filter> FILTERS = List.of(
            Filter.ALL,
            new Filter.AnyOf(Filter.Field.SOURCE, List.of("mail", "code")),
            new Filter.And(List.of(
                    new Filter.Not(new Filter.AnyOf(Filter.Field.SOURCE, List.of("mail"))),
                    new Filter.Prefix(Filter.Field.DOCUMENT_ID, "doc-1"))));
    private static final int PAGE = 20;
    private static final double SAME = 1e-12;

    private final List<Write.PutChunk> corpus = JudgedCorpus.puts(ACME);
    private final RankingModel model = new RankingModel(corpus);

    JudgedRankingContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @BeforeEach
    void putCorpus() {
        accepted(corpus.subList(0, 70));
        accepted(corpus.subList(70, corpus.size()));
    }

    @Test
    void keywordRankingsAreTheModels() throws Exception {
        for (String text : TEXTS) {
            judged(Mode.KEYWORD, text, VECTORS.get(0), 0.5, Fusion.RELATIVE_SCORE);
        }
    }

    @Test
    void vectorRankingsAreTheModels() throws Exception {
        for (float[] vector : VECTORS) {
            judged(Mode.VECTOR, "", vector, 0.5, Fusion.RELATIVE_SCORE);
        }
    }

    @Test
    void hybridRankingsByRelativeScoreAreTheModels() throws Exception {
        hybrid(Fusion.RELATIVE_SCORE);
    }

    @Test
    void hybridRankingsByRankAreTheModels() throws Exception {
        hybrid(Fusion.RANKED);
    }

    private void hybrid(Fusion fusion) throws StoreUnavailableException {
        for (double alpha : new double[] {0, 0.3, 0.75, 1}) {
            for (int i = 0; i < TEXTS.size(); i++) {
                judged(Mode.HYBRID, TEXTS.get(i), VECTORS.get(i % VECTORS.size()), alpha, fusion);
            }
        }
    }

    private void judged(Mode mode, String text, float[] vector, double alpha, Fusion fusion)
            throws StoreUnavailableException {
        for (Filter filter : FILTERS) {
            for (int limit : new int[] {PAGE, 10_000}) {
                judged(new ChunkQuery(ACME, mode, text, vector, alpha, fusion, filter, limit));
            }
        }
    }

    private void judged(ChunkQuery query) throws StoreUnavailableException {
        List<Ranked> expected = model.search(query);
        requireClear(expected, query);
        List<ChunkHit> hits = search(query);

        assertThat(hits)
                .as(said(query))
                .extracting(hit -> hit.chunk().id().toString())
                .containsExactlyElementsOf(expected.stream().map(Ranked::id).toList());
        for (int i = 0; i < hits.size(); i++) {
            near(hits.get(i).score(), expected.get(i).score());
            near(hits.get(i).keyword(), expected.get(i).keyword());
            near(hits.get(i).similarity(), expected.get(i).similarity());
        }
    }

    private static void requireClear(List<Ranked> expected, ChunkQuery query) {
        boolean ranks = query.mode() == Mode.HYBRID && query.fusion() == Fusion.RANKED;
        for (int i = 1; i < expected.size(); i++) {
            Ranked better = expected.get(i - 1);
            Ranked worse = expected.get(i);
            double difference = Math.abs(better.score() - worse.score());
            double raw = better.raw() - worse.raw();
            boolean equal = difference < (ranks ? 8e-8 : SAME) && (raw < SAME || raw > FLOAT);
            assertThat(equal || difference > (ranks ? 1.2e-7 : 2e-6))
                    .as("%s: %s and %s are neither equal nor apart", said(query), better, worse)
                    .isTrue();
        }
    }

    private static String said(ChunkQuery query) {
        return "%s '%s' %s, alpha %s, %s, %s, limit %s"
                .formatted(
                        query.mode(),
                        query.text(),
                        Arrays.toString(query.vector()),
                        query.alpha(),
                        query.fusion(),
                        query.filter(),
                        query.limit());
    }

    private static void near(@Nullable Float found, @Nullable Double expected) {
        assertThat(found == null).isEqualTo(expected == null);
        if (found != null && expected != null) {
            assertThat((double) found).isCloseTo(expected, within(FLOAT));
        }
    }
}
