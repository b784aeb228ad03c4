package io.freshet.store.rank;

import io.freshet.store.ChunkQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one ranking of a keyword leg and a vector leg, each best first, as Weaviate does and in its precision. */
public final class LegFusion {
    /** Fused scores nearer than this are equal. */
    private static final float EQUAL = 1e-7f;

    private static final int RANK_OFFSET = 60;

    private static final Comparator<Fused> BY_SCORE =
            Comparator.comparing(Fused::score).reversed();
    private static final Comparator<Fused> BY_RAW_SCORE =
            Comparator.comparing(Fused::rawScore).reversed().thenComparing(Fused::id);

    private final ChunkQuery.Fusion kind;
    private final double alpha;

    public LegFusion(ChunkQuery.Fusion kind, double alpha) {
        this.kind = kind;
        this.alpha = alpha;
    }

    public List<Fused> fuse(List<Scored> keywordLeg, List<Scored> vectorLeg) {
        Map<String, Fused> byId = new LinkedHashMap<>();
        for (Fused hit : weighted(keywordLeg.stream().map(Fused::ofKeyword).toList(), 1 - alpha)) {
            byId.merge(hit.id(), hit, Fused::and);
        }
        for (Fused hit : weighted(vectorLeg.stream().map(Fused::ofVector).toList(), alpha)) {
            byId.merge(hit.id(), hit, Fused::and);
        }
        return ranked(new ArrayList<>(byId.values()));
    }

    private List<Fused> weighted(List<Fused> leg, double weight) {
        return switch (kind) {
            case RELATIVE_SCORE -> scaled(leg, (float) weight);
            case RANKED -> byRank(leg, weight);
        };
    }

    private static List<Fused> scaled(List<Fused> leg, float weight) {
        if (leg.isEmpty()) {
            return leg;
        }
        float max = leg.get(0).score();
        float min = leg.get(leg.size() - 1).score();
        return leg.stream()
                .map(hit -> hit.scored(max == min ? weight : weight * (hit.score() - min) / (max - min)))
                .toList();
    }

    private static List<Fused> byRank(List<Fused> leg, double weight) {
        List<Fused> scored = new ArrayList<>();
        for (Fused hit : leg) {
            scored.add(hit.scored((float) (weight / (RANK_OFFSET + scored.size()))));
        }
        return scored;
    }

    /** "Nearly equal" is no order, so runs of nearly equal scores are found first and ordered each by itself. */
    private static List<Fused> ranked(List<Fused> hits) {
        hits.sort(BY_SCORE);
        int start = 0;
        for (int i = 1; i <= hits.size(); i++) {
            if (i == hits.size() || hits.get(start).score() - hits.get(i).score() >= EQUAL) {
                hits.subList(start, i).sort(BY_RAW_SCORE);
                start = i;
            }
        }
        return hits;
    }
}
