package io.freshet.bench.freshness;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** All latencies of a run, in milliseconds: percentiles are those of the values themselves. */
final class Latencies {
    private static final double GROWTH = Math.sqrt(2);
    private static final double FIRST = 12.5;
    private static final int BAR = 50;

    private final double[] sorted;

    private Latencies(double[] sorted) {
        this.sorted = sorted;
    }

    static Latencies of(Collection<Double> millis) {
        return new Latencies(
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    /** The smallest value that so many percent do not exceed; not a number when there are none. */
    double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)];
    }

    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    double max() {
        return percentile(100);
    }

    /** Mean, percentiles and the largest, in columns. */
    String columns() {
        return String.format(
                Locale.ROOT,
                "%8.1f %8.1f %8.1f %8.1f %8.1f",
                mean(),
                percentile(50),
                percentile(90),
                percentile(99),
                max());
    }

    /** A bar for each bucket; each is as wide as the ones before it by the square root of two. */
    String histogram() {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (double bound = FIRST; from < sorted.length; bound *= GROWTH) {
            int to = from;
            while (to < sorted.length && sorted[to] <= bound) {
                to++;
            }
            if (to > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%8.0f ms %6d %5.1f %%  %s%n",
                        bound,
                        to - from,
                        100.0 * to / sorted.length,
                        "#".repeat((int) Math.ceil((double) BAR * (to - from) / sorted.length))));
            }
            from = to;
        }
        return text.toString();
    }
}
