package io.freshet.store.weaviate;

import java.time.Instant;

/** Dates as text that Go reads, seconds always included, within what Weaviate can compare: nanoseconds in 64 bits. */
final class Dates {
    static final Instant FIRST = Instant.parse("1678-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

    private Dates() {}

    static boolean isComparable(Instant date) {
        return !date.isBefore(FIRST) && !date.isAfter(LAST);
    }

    static String comparable(Instant date) {
        if (date.isBefore(FIRST)) {
            return FIRST.toString();
        }
        return date.isAfter(LAST) ? LAST.toString() : date.toString();
    }
}
