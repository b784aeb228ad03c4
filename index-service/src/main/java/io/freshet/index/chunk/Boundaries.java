package io.freshet.index.chunk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Chooses the boundaries of a stretch of units in two steps, both of which look only at what is near.
 *
 * <ol>
 *   <li>Joints: gaps that are the best boundary within {@code min} tokens on both sides. So no two are nearer than that.
 *   <li>What lies between two joints and is over {@code max} is cut at its best gap that leaves both halves a fair size,
 *       and again, until everything fits.
 * </ol>
 */
final class Boundaries {
    private static final int NONE = -1;

    private final Gaps gaps;
    private final List<Unit> units;
    /** Tokens in front of each unit; one more entry for the end. */
    private final long[] before;

    Boundaries(List<Unit> units, Gaps gaps) {
        this.gaps = gaps;
        this.units = units;
        this.before = new long[units.size() + 1];
        for (int i = 0; i < units.size(); i++) {
            before[i + 1] = before[i] + units.get(i).size();
        }
    }

    /** Cuts all units. */
    List<Span> cut(ChunkSettings.Within sizes) {
        return cut(new Span(0, units.size()), sizes);
    }

    /** Cuts a run of units into runs, in order. */
    List<Span> cut(Span range, ChunkSettings.Within sizes) {
        return new Cut(range, sizes, cut -> true).runs();
    }

    /** Cuts a run of units into runs, in order, none of which begins inside a table. */
    List<Span> cutBesideTables(Span range, ChunkSettings.Within sizes) {
        return new Cut(range, sizes, cut -> units.get(cut).head() == null).runs();
    }

    /** One run on its way to smaller ones. A cut is named by the unit behind it. */
    private final class Cut {
        private final Span range;
        private final int min;
        private final int max;
        private final IntPredicate allowed;

        Cut(Span range, ChunkSettings.Within sizes, IntPredicate allowed) {
            this.range = range;
            this.min = sizes.min();
            this.max = sizes.max();
            this.allowed = allowed;
        }

        List<Span> runs() {
            List<Span> runs = new ArrayList<>();
            Deque<Span> stretches = stretches();
            while (!stretches.isEmpty()) {
                Span stretch = stretches.removeLast();
                int cut = size(stretch) > max ? bestCut(stretch) : NONE;
                if (cut != NONE) {
                    stretches.add(new Span(cut, stretch.end()));
                    stretches.add(new Span(stretch.start(), cut));
                } else {
                    runs.add(stretch);
                }
            }
            return runs;
        }

        /** The last one on top is the first in the text. */
        private Deque<Span> stretches() {
            Deque<Span> stretches = new ArrayDeque<>();
            int from = range.start();
            for (int cut = from + 1; cut < range.end(); cut++) {
                if (isJoint(cut)) {
                    stretches.addFirst(new Span(from, cut));
                    from = cut;
                }
            }
            if (from < range.end()) {
                stretches.addFirst(new Span(from, range.end()));
            }
            return stretches;
        }

        private boolean isJoint(int cut) {
            if (!mayBeJoint(cut)) {
                return false;
            }
            for (int other = cut - 1; other > range.start() && before[cut] - before[other] < min; other--) {
                if (mayBeJoint(other) && !gaps.better(cut - 1, other - 1)) {
                    return false;
                }
            }
            for (int other = cut + 1; other < range.end() && before[other] - before[cut] < min; other++) {
                if (mayBeJoint(other) && gaps.better(other - 1, cut - 1)) {
                    return false;
                }
            }
            return true;
        }

        private boolean mayBeJoint(int cut) {
            return before[cut] - before[range.start()] >= min
                    && before[range.end()] - before[cut] >= min
                    && allowed.test(cut);
        }

        private int bestCut(Span stretch) {
            long size = size(stretch);
            // Far over the limit, the middle half keeps the halves even and the work small.
            int cut = size > 2L * max
                    ? best(stretch, size / 4, size - size / 4)
                    : best(stretch, Math.max(min, size - max), Math.min(max, size - min));
            if (cut == NONE) {
                cut = best(stretch, min, size - min);
            }
            return cut == NONE ? best(stretch, 0, size) : cut;
        }

        private int best(Span stretch, long least, long most) {
            int best = NONE;
            for (int cut = stretch.start() + 1; cut < stretch.end(); cut++) {
                long left = before[cut] - before[stretch.start()];
                boolean fits = left >= least && left <= most && allowed.test(cut);
                if (fits && (best == NONE || preferred(cut, best, stretch))) {
                    best = cut;
                }
            }
            return best;
        }

        private boolean preferred(int cut, int best, Span stretch) {
            if (gaps.better(cut - 1, best - 1)) {
                return true;
            }
            return !gaps.better(best - 1, cut - 1) && offCentre(cut, stretch) < offCentre(best, stretch);
        }

        private long offCentre(int cut, Span stretch) {
            return Math.abs(2 * before[cut] - before[stretch.start()] - before[stretch.end()]);
        }

        private long size(Span stretch) {
            return before[stretch.end()]
                    - before[stretch.start()]
                    + units.get(stretch.start()).lead();
        }
    }
}
