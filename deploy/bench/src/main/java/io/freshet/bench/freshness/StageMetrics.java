package io.freshet.bench.freshness;

import io.freshet.bench.served.Metrics;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code freshet_freshness_seconds} says of the time between two looks at it. */
record StageMetrics(Metrics before, Metrics after) {
    private static final String NAME = "freshet_freshness_seconds";
    private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

    /** A line for each stage: the mean, and the buckets that half and 99 percent are in. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (String stage : new String[] {"extracted", "embedded", "searchable"}) {
            double count = grown(NAME + "_count", stage);
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %6.0f events, mean %6.1f ms, p50 <= %s ms, p99 <= %s ms%n",
                    stage,
                    count,
                    1e3 * grown(NAME + "_sum", stage) / count,
                    bound(stage, 0.5 * count),
                    bound(stage, 0.99 * count)));
        }
        return text.toString();
    }

    private double grown(String name, String stage) {
        return sum(after, name, stage) - sum(before, name, stage);
    }

    private static double sum(Metrics metrics, String name, String stage) {
        return metrics.of(name, label(stage)).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static String label(String stage) {
        return "stage=\"" + stage + "\"";
    }

    /** The first bucket that holds so many. */
    private String bound(String stage, double events) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        after.of(NAME + "_bucket", label(stage))
                .forEach((labels, count) -> buckets.merge(bound(labels), count, Double::sum));
        before.of(NAME + "_bucket", label(stage))
                .forEach((labels, count) -> buckets.merge(bound(labels), -count, Double::sum));
        return buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= events)
                .findFirst()
                .map(bucket -> String.format(Locale.ROOT, "%.0f", 1e3 * bucket.getKey()))
                .orElse("?");
    }

    private static double bound(String labels) {
        Matcher matcher = BOUND.matcher(labels);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no bound in " + labels);
        }
        return matcher.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(matcher.group(1));
    }
}
