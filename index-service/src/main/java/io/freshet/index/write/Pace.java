package io.freshet.index.write;

import java.util.HashMap;
import java.util.Map;

/**
 * How many writes a call to the store holds, and how many calls are in flight: a little more after each call that went
 * well, half after one that met an overloaded store or took far longer than such calls take at best.
 */
final class Pace {
    private static final int STEPS = 20;
    private static final double FAR_ABOVE = 4;
    // A store that became slower for good is believed after some hundred calls.
    private static final double FORGETTING = 1.01;

    private final CallLimits limits;
    private final Map<String, Double> fastest = new HashMap<>();
    private double writes;
    private double atOnce = 1;
    private long started;
    private long lastSlowed;

    Pace(CallLimits limits) {
        this.limits = limits;
        this.writes = limits.first();
    }

    /** How many writes a call may hold now. */
    int writes() {
        return (int) writes;
    }

    /** How many bytes a call may hold. */
    long bytes() {
        return limits.bytes();
    }

    /** How many calls may be in flight now. */
    int atOnce() {
        return (int) atOnce;
    }

    /** Returns the number of a call that begins now. */
    long start() {
        return ++started;
    }

    /**
     * Learns from a call.
     *
     * @param kind calls of one kind take alike
     * @param full whether it was as large as it could be: only then it shows that larger ones might do
     */
    void ended(long number, String kind, int size, boolean full, boolean troubled, long nanos) {
        if (troubled || isSlow(kind, size, nanos)) {
            slowDown(number);
        } else if (full) {
            writes = Math.min(limits.most(), writes + Math.max(1.0, (double) limits.most() / STEPS));
            atOnce = Math.min(limits.atOnce(), atOnce + 1 / atOnce);
        }
    }

    private boolean isSlow(String kind, int size, long nanos) {
        // Calls of the same size but for a factor of two are compared.
        String alike = kind + ':' + (Integer.SIZE - Integer.numberOfLeadingZeros(size));
        double best = fastest.merge(alike, (double) nanos, (known, now) -> Math.min(known * FORGETTING, now));
        return nanos > FAR_ABOVE * best;
    }

    /** Calls that were in flight together tell of the same trouble, so it counts once. */
    private void slowDown(long number) {
        if (number > lastSlowed) {
            lastSlowed = started;
            writes = Math.max(limits.fewest(), writes / 2);
            atOnce = Math.max(1, atOnce / 2);
        }
    }
}
