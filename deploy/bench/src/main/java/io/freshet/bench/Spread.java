package io.freshet.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The middle and the ends of a few measurements. */
public record Spread(double median, double smallest, double largest) {

    /** Of at least one value. */
    public static Spread of(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Median and range, with so many decimals. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + ".." + number + ")", median, smallest, largest);
    }
}
