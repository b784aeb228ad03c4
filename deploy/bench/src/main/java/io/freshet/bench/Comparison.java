package io.freshet.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A hot path's figure beside another's of the same run. All are times, so a ratio above 1 means that ours takes longer.
 *
 * @param name class and method of ours
 * @param unit of both figures
 * @param error half the width of JMH's 99.9 % interval around our figure, not a number for a single iteration
 * @param beside what the other is
 */
record Comparison(String name, String unit, double score, double error, Beside beside, double otherScore) {

    /** What a hot path is held against; a benchmark's method tells by how its name ends. */
    enum Beside {
        /** Another program that does the same. */
        PEER("Peer"),
        /** The part of the work that cannot be left out. */
        LIMIT("Limit");

        private final String ending;

        Beside(String ending) {
            this.ending = ending;
        }

        String of(String name) {
            return name + ending;
        }
    }

    double ratio() {
        return score / otherScore;
    }

    /** Pairs the results of a run by the names of their benchmarks, in alphabetical order. */
    static List<Comparison> of(Collection<RunResult> results) {
        Map<String, Result<?>> byName = new TreeMap<>();
        for (RunResult result : results) {
            byName.put(shortName(result.getParams().getBenchmark()), result.getPrimaryResult());
        }
        List<Comparison> comparisons = new ArrayList<>();
        byName.forEach((name, ours) -> {
            for (Beside beside : Beside.values()) {
                Result<?> other = byName.get(beside.of(name));
                if (other != null) {
                    comparisons.add(of(name, ours, beside, other));
                }
            }
        });
        return comparisons;
    }

    private static Comparison of(String name, Result<?> ours, Beside beside, Result<?> other) {
        return new Comparison(
                name, ours.getScoreUnit(), ours.getScore(), ours.getScoreError(), beside, other.getScore());
    }

    /** The last two parts of a benchmark's name: class and method. */
    static String shortName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** One line each under a head line. */
    static String table(List<Comparison> comparisons) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-34s %12s %8s  %-6s %12s %7s%n",
                "benchmark",
                "score",
                "unit",
                "beside",
                "score",
                "ratio"));
        for (Comparison comparison : comparisons) {
            table.append(comparison.line()).append(System.lineSeparator());
        }
        return table.toString();
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "%-34s %12.3f %8s  %-6s %12.3f %7.2f",
                name,
                score,
                unit,
                beside.name().toLowerCase(Locale.ROOT),
                otherScore,
                ratio());
    }
}
