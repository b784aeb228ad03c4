package io.freshet.index.chunk;

import java.util.List;

/**
 * The places between units, and how good a boundary each would be. Gap {@code i} is the one after unit {@code i}.
 *
 * <p>The lower the likeness of the words on both sides the better. Equal likeness (often none at all) is decided by a
 * hash of the text beside the gap, never by its position: what is decided by text stays where the text is.
 */
final class Gaps {
    private static final int WINDOW = 3;

    private final double[] likeness;
    private final int[] tie;

    private Gaps(double[] likeness, int[] tie) {
        this.likeness = likeness;
        this.tie = tie;
    }

    /** Judges by the words on both sides, and favours paragraphs. */
    static Gaps lexical(List<Unit> units) {
        double[] likeness = new double[Math.max(0, units.size() - 1)];
        Likeness words = new Likeness(units, WINDOW);
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = words.around(i) - units.get(i + 1).edge().favour();
        }
        return new Gaps(likeness, ties(units));
    }

    /** Judges by structure alone: paragraphs, then list items, then sentences, then words. */
    static Gaps structural(List<Unit> units) {
        double[] likeness = new double[Math.max(0, units.size() - 1)];
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = units.get(i + 1).edge().depth();
        }
        return new Gaps(likeness, ties(units));
    }

    private static int[] ties(List<Unit> units) {
        int[] hashes = units.stream().mapToInt(unit -> unit.text().hashCode()).toArray();
        int[] tie = new int[Math.max(0, hashes.length - 1)];
        for (int i = 0; i < tie.length; i++) {
            tie[i] = scramble(31 * hashes[i] + hashes[i + 1]);
        }
        return tie;
    }

    /** Whether the first gap is the better boundary. */
    boolean better(int gap, int other) {
        int byLikeness = Double.compare(likeness[gap], likeness[other]);
        return byLikeness != 0 ? byLikeness < 0 : tie[gap] < tie[other];
    }

    // The last step of MurmurHash3: similar sentences must not get similar hashes.
    private static int scramble(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
