package io.freshet.store.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.ChunkQuery.Fusion;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LegFusionTest {

    @Test
    void relativeScoresAreScaledWeightedAndSummed() {
        List<Fused> fused = new LegFusion(Fusion.RELATIVE_SCORE, 0.75)
                .fuse(
                        List.of(hit("a", 6), hit("b", 3), hit("c", 2)),
                        List.of(hit("b", 0.9f), hit("d", 0.5f), hit("a", 0.4f)));

        // a: 0.25 * 4/4 + 0 = 0.25; b: 0.25 * 1/4 + 0.75 = 0.8125; c: 0; d: 0.75 * 0.1/0.5 = 0.15
        assertThat(fused).extracting(Fused::id).containsExactly("b", "a", "d", "c");
        assertThat(fused)
                .extracting(hit -> (double) hit.score())
                .satisfiesExactly(
                        b -> assertThat(b).isCloseTo(0.8125, within(1e-6)),
                        a -> assertThat(a).isCloseTo(0.25, within(1e-6)),
                        d -> assertThat(d).isCloseTo(0.15, within(1e-6)),
                        c -> assertThat(c).isZero());
    }

    @Test
    void aHitKeepsTheScoresOfTheLegsThatFoundIt() {
        List<Fused> fused = new LegFusion(Fusion.RANKED, 0.5)
                .fuse(List.of(hit("both", 6), hit("keyword", 3)), List.of(hit("both", 0.9f), hit("vector", 0.5f)));

        assertThat(fused.get(0)).extracting(Fused::keyword, Fused::similarity).containsExactly(6f, 0.9f);
        assertThat(fused.get(1)).extracting(Fused::keyword, Fused::similarity).containsExactly(3f, null);
        assertThat(fused.get(2)).extracting(Fused::keyword, Fused::similarity).containsExactly(null, 0.5f);
    }

    @Test
    void hitsOfALegThatAreAllAlikeGetItsWholeWeight() {
        List<Fused> fused = new LegFusion(Fusion.RELATIVE_SCORE, 0.3)
                .fuse(List.of(hit("lone", 0.001f)), List.of(hit("a", 0.7f), hit("b", 0.7f)));

        assertThat(fused).extracting(Fused::id).containsExactly("lone", "a", "b");
        assertThat(fused).extracting(Fused::score).containsExactly(0.7f, 0.3f, 0.3f);
    }

    @Test
    void ranksAreCountedFromSixty() {
        List<Fused> fused = new LegFusion(Fusion.RANKED, 0.75)
                .fuse(List.of(hit("a", 9), hit("b", 8)), List.of(hit("b", 0.9f), hit("c", 0.8f)));

        // a: 0.25 / 60; b: 0.25 / 61 + 0.75 / 60; c: 0.75 / 61
        assertThat(fused).extracting(Fused::id).containsExactly("b", "c", "a");
        assertThat(fused.get(0).score()).isCloseTo(0.0165984f, within(1e-6f));
        assertThat(fused.get(1).score()).isCloseTo(0.0122951f, within(1e-6f));
        assertThat(fused.get(2).score()).isCloseTo(0.0041667f, within(1e-6f));
    }

    @Test
    void equalScoresAreOrderedByTheRawScoreThenById() {
        List<Fused> byRaw = new LegFusion(Fusion.RANKED, 0.5).fuse(List.of(hit("k", 0.2f)), List.of(hit("v", 0.9f)));
        List<Fused> byId =
                new LegFusion(Fusion.RELATIVE_SCORE, 1).fuse(List.of(), List.of(hit("b", 0.7f), hit("a", 0.7f)));

        assertThat(byRaw).extracting(Fused::id).containsExactly("v", "k");
        assertThat(byId).extracting(Fused::id).containsExactly("a", "b");
    }

    @Test
    void scoresNearerThanAHairAreEqual() {
        // Scaled, k2 is 5e-8 behind v, but its raw score is higher.
        List<Fused> fused = new LegFusion(Fusion.RELATIVE_SCORE, 0.5)
                .fuse(List.of(hit("k1", 5), hit("k2", 4.9999995f), hit("k3", 0)), List.of(hit("v", 0.9f), hit("u", 0)));

        assertThat(fused).extracting(Fused::id).startsWith("k1", "k2", "v");
    }

    @Test
    void twoEmptyLegsFindNothing() {
        assertThat(new LegFusion(Fusion.RELATIVE_SCORE, 0.5).fuse(List.of(), List.of()))
                .isEmpty();
        assertThat(new LegFusion(Fusion.RANKED, 0.5).fuse(List.of(), List.of())).isEmpty();
    }

    private static Scored hit(String id, float score) {
        return new Scored(id, 0, score);
    }
}
