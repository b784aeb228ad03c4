package io.freshet.bench;

import java.util.Locale;

/** What a run ran on, in one line. */
public final class Machine {
    private final double load = Bench.load();

    /** Notes the load before the run. */
    public Machine() {}

    /** The load of the minute before the run. */
    public double load() {
        return load;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d processors, Java %s, load before %.1f",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                load);
    }
}
