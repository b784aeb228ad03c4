package io.freshet.index.chunk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    Gaps(List<Unit> units) {
        int gaps = Math.max(0, units.size() - 1);
        List<Map<String, Integer>> words = new ArrayList<>();
        for (Unit unit : units) {
            words.add(Lexicon.count(unit.text()));
        }
        likeness = new double[gaps];
        tie = new int[gaps];
        for (int i = 0; i < gaps; i++) {
            Map<String, Integer> left = sum(words.subList(Math.max(0, i + 1 - WINDOW), i + 1));
            Map<String, Integer> right = sum(words.subList(i + 1, Math.min(words.size(), i + 1 + WINDOW)));
            likeness[i] = Lexicon.cosine(left, right) - units.get(i + 1).favour();
            tie[i] = scramble(31 * units.get(i).text().hashCode()
                    + units.get(i + 1).text().hashCode());
        }
    }

    /** Whether the first gap is the better boundary. */
    boolean better(int gap, int other) {
        int byLikeness = Double.compare(likeness[gap], likeness[other]);
        return byLikeness != 0 ? byLikeness < 0 : tie[gap] < tie[other];
    }

    private static Map<String, Integer> sum(List<Map<String, Integer>> counts) {
        Map<String, Integer> sum = new HashMap<>();
        for (Map<String, Integer> count : counts) {
            count.forEach((word, n) -> sum.merge(word, n, Integer::sum));
        }
        return sum;
    }

    // The last step of MurmurHash3: similar sentences must not get similar hashes.
    private static int scramble(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
