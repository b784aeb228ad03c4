package io.freshet.index.audit;

import java.util.SortedSet;
import java.util.TreeSet;

/** Places in the log, in its order, to be gone through in steps that stay within one partition. */
final class Places {
    private final long[] sorted;
    private int at;

    Places(long[] sorted) {
        this.sorted = sorted;
    }

    boolean isEmpty() {
        return at == sorted.length;
    }

    /** The partition of the next step. */
    int partition() {
        return Truth.partition(sorted[at]);
    }

    /** The offsets of the next step. */
    SortedSet<Long> next(int most) {
        int partition = partition();
        SortedSet<Long> offsets = new TreeSet<>();
        while (!isEmpty() && partition() == partition && offsets.size() < most) {
            offsets.add(Truth.offset(sorted[at++]));
        }
        return offsets;
    }
}
