package io.freshet.index.chunk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Chooses the boundaries of a section in two steps, both of which look only at what is near.
 *
 * <ol>
 *   <li>Joints: gaps that are the best boundary within {@code min} tokens on both sides. So no two are nearer than that.
 *   <li>A stretch between two joints that is over {@code max} is cut at its best gap that leaves both halves a fair
 *       size, and again, until everything fits.
 * </ol>
 */
final class Boundaries {
    private final Gaps gaps;
    private final int min;
    private final int max;
    /** Tokens in front of each unit; one more entry for the end. */
    private final long[] before;

    Boundaries(List<Unit> units, int min, int max) {
        this.gaps = new Gaps(units);
        this.min = min;
        this.max = max;
        this.before = new long[units.size() + 1];
        for (int i = 0; i < units.size(); i++) {
            before[i + 1] = before[i] + units.get(i).size();
        }
    }

    /** Returns the indexes of the units that begin a chunk, and the number of units. */
    List<Integer> starts() {
        int units = before.length - 1;
        TreeSet<Integer> starts = new TreeSet<>(List.of(0, units));
        for (int i = 1; i < units; i++) {
            if (isJoint(i)) {
                starts.add(i);
            }
        }
        Deque<Span> stretches = new ArrayDeque<>();
        int from = 0;
        for (int to : List.copyOf(starts.tailSet(1))) {
            stretches.add(new Span(from, to));
            from = to;
        }
        while (!stretches.isEmpty()) {
            Span stretch = stretches.removeLast();
            if (size(stretch) > max && stretch.end() - stretch.start() > 1) {
                int cut = bestCut(stretch);
                starts.add(cut);
                stretches.add(new Span(stretch.start(), cut));
                stretches.add(new Span(cut, stretch.end()));
            }
        }
        return List.copyOf(starts);
    }

    /** A cut is named by the unit behind it. */
    private boolean isJoint(int cut) {
        if (!mayBeJoint(cut)) {
            return false;
        }
        for (int other = cut - 1; other > 0 && before[cut] - before[other] < min; other--) {
            if (mayBeJoint(other) && !gaps.better(cut - 1, other - 1)) {
                return false;
            }
        }
        for (int other = cut + 1; other < before.length - 1 && before[other] - before[cut] < min; other++) {
            if (mayBeJoint(other) && gaps.better(other - 1, cut - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayBeJoint(int cut) {
        return before[cut] >= min && before[before.length - 1] - before[cut] >= min;
    }

    private int bestCut(Span stretch) {
        long size = size(stretch);
        // Far over the limit, the middle half keeps the halves even and the work small.
        int cut = size > 2L * max
                ? best(stretch, size / 4, size - size / 4)
                : best(stretch, Math.max(min, size - max), Math.min(max, size - min));
        if (cut < 0) {
            cut = best(stretch, min, size - min);
        }
        return cut < 0 ? best(stretch, 0, size) : cut;
    }

    private int best(Span stretch, long least, long most) {
        int best = -1;
        for (int cut = stretch.start() + 1; cut < stretch.end(); cut++) {
            long left = before[cut] - before[stretch.start()];
            if (left >= least && left <= most && (best < 0 || preferred(cut, best, stretch))) {
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
        return before[stretch.end()] - before[stretch.start()];
    }
}
