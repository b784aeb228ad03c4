package io.freshet.testkit;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a query is by definition: every chunk is scored by the formulas as they are written down, in double
 * precision and without any index. Slow, short, and not made from an adapter's code.
 */
final class RankingModel {
    private static final double K1 = 1.2;
    private static final double B = 0.75;
    private static final int LEG = 100;
    private static final double EQUAL = 1e-7;
    /** What differs by less is the same; doubles are far finer. */
    private static final double SAME = 1e-12;

    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
            "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
            "will", "with");

    private final List<Entry> entries;

    /** Ranks all of one tenant's chunks. */
    RankingModel(Collection<Write.PutChunk> stored) {
        this.entries = stored.stream().map(Entry::of).toList();
    }

    /** A chunk with how often it has each word. */
    private record Entry(Chunk chunk, float[] vector, Map<String, Integer> words, int length) {
        static Entry of(Write.PutChunk put) {
            Map<String, Integer> words = new TreeMap<>();
            List<String> all = Words.of(put.chunk().textInContext());
            all.forEach(word -> words.merge(word, 1, Integer::sum));
            return new Entry(put.chunk(), put.vector(), words, all.size());
        }
    }

    /** A chunk that is found, as {@link io.freshet.store.ChunkHit} says it. */
    record Ranked(
            Chunk chunk,
            double score,
            @Nullable Double keyword,
            @Nullable Double similarity) {

        String id() {
            return chunk.id().toString();
        }

        double raw() {
            return keyword != null ? keyword : Objects.requireNonNull(similarity);
        }

        private Ranked scored(double newScore) {
            return new Ranked(chunk, newScore, keyword, similarity);
        }

        private Ranked and(Ranked other) {
            return new Ranked(
                    chunk,
                    score + other.score,
                    keyword != null ? keyword : other.keyword,
                    similarity != null ? similarity : other.similarity);
        }
    }

    List<Ranked> search(ChunkQuery query) {
        List<Ranked> all =
                switch (query.mode()) {
                    case KEYWORD -> keywordLeg(query, query.limit());
                    case VECTOR -> vectorLeg(query, query.limit());
                    case HYBRID -> fused(query);
                };
        return first(all, query.limit());
    }

    private List<Ranked> fused(ChunkQuery query) {
        int limit = Math.max(LEG, query.limit());
        List<Ranked> keywordLeg = query.alpha() < 1 ? keywordLeg(query, limit) : List.of();
        List<Ranked> vectorLeg = query.alpha() > 0 ? vectorLeg(query, limit) : List.of();
        Map<String, Ranked> sums = new LinkedHashMap<>();
        for (Ranked hit : weighted(keywordLeg, 1 - query.alpha(), query.fusion())) {
            sums.merge(hit.id(), hit, Ranked::and);
        }
        for (Ranked hit : weighted(vectorLeg, query.alpha(), query.fusion())) {
            sums.merge(hit.id(), hit, Ranked::and);
        }
        return nearlyEqualByRaw(sums.values());
    }

    /** Fused scores that differ by less than {@link #EQUAL} from the first of them are equal. */
    private static List<Ranked> nearlyEqualByRaw(Collection<Ranked> hits) {
        List<Ranked> all = new ArrayList<>(sorted(hits));
        int first = 0;
        for (int i = 1; i <= all.size(); i++) {
            if (i == all.size() || all.get(first).score() - all.get(i).score() >= EQUAL) {
                all.subList(first, i).sort(descending(Ranked::raw).thenComparing(Ranked::id));
                first = i;
            }
        }
        return all;
    }

    private static List<Ranked> weighted(List<Ranked> leg, double weight, Fusion fusion) {
        List<Ranked> weighted = new ArrayList<>();
        for (Ranked hit : leg) {
            double share =
                    switch (fusion) {
                        case RANKED -> 1.0 / (60 + weighted.size());
                        case RELATIVE_SCORE -> {
                            double most = leg.get(0).score();
                            double least = leg.get(leg.size() - 1).score();
                            yield most == least ? 1 : (hit.score() - least) / (most - least);
                        }
                    };
            weighted.add(hit.scored(weight * share));
        }
        return weighted;
    }

    private List<Ranked> keywordLeg(ChunkQuery query, int limit) {
        List<String> words = Words.of(query.text()).stream()
                .filter(word -> !STOP_WORDS.contains(word))
                .toList();
        return leg(query, limit, entry -> words.stream().anyMatch(entry.words()::containsKey), entry -> {
            double score = words.stream().mapToDouble(word -> bm25(word, entry)).sum();
            return new Ranked(entry.chunk(), score, score, null);
        });
    }

    private double bm25(String word, Entry entry) {
        int times = entry.words().getOrDefault(word, 0);
        long having = entries.stream()
                .filter(other -> other.words().containsKey(word))
                .count();
        double averageLength = entries.stream()
                .mapToInt(Entry::length)
                .filter(length -> length > 0)
                .average()
                .orElse(1);
        double rarity = Math.log(1 + (entries.size() - having + 0.5) / (having + 0.5));
        return rarity * times / (times + K1 * (1 - B + B * entry.length() / averageLength));
    }

    private List<Ranked> vectorLeg(ChunkQuery query, int limit) {
        float[] wanted = Objects.requireNonNull(query.vector());
        return leg(query, limit, entry -> true, entry -> {
            double cosine = cosine(wanted, entry.vector());
            return new Ranked(entry.chunk(), cosine, null, cosine);
        });
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            ones += (double) one[i] * one[i];
            others += (double) other[i] * other[i];
        }
        return product / Math.sqrt(ones) / Math.sqrt(others);
    }

    private List<Ranked> leg(ChunkQuery query, int limit, Predicate<Entry> found, Function<Entry, Ranked> scored) {
        return first(
                sorted(entries.stream()
                        .filter(entry -> FilterModel.matches(query.filter(), entry.chunk()))
                        .filter(found)
                        .map(scored)
                        .toList()),
                limit);
    }

    private static List<Ranked> sorted(Collection<Ranked> hits) {
        return hits.stream()
                .sorted(descending(Ranked::score)
                        .thenComparing(descending(Ranked::raw))
                        .thenComparing(Ranked::id))
                .toList();
    }

    private static Comparator<Ranked> descending(ToDoubleFunction<Ranked> by) {
        return (one, other) -> {
            double difference = by.applyAsDouble(other) - by.applyAsDouble(one);
            return Math.abs(difference) < SAME ? 0 : Double.compare(difference, 0);
        };
    }

    private static List<Ranked> first(List<Ranked> hits, int limit) {
        return hits.subList(0, Math.min(limit, hits.size()));
    }
}
