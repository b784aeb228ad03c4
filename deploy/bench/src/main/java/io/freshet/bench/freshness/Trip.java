package io.freshet.bench.freshness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** When what happened to one edit, in milliseconds after it was due. One thread at a time. */
final class Trip {
    private static final List<Moment> MOMENTS = List.of(Moment.values());

    private final long due;
    private final Map<Moment, Double> moments = new EnumMap<>(Moment.class);

    /** An edit that is due at this reading of the nano clock. */
    Trip(long due) {
        this.due = due;
    }

    void at(Moment moment, long nanoTime) {
        moments.put(moment, (nanoTime - due) / 1e6);
    }

    OptionalDouble after(Moment moment) {
        Double millis = moments.get(moment);
        return millis == null ? OptionalDouble.empty() : OptionalDouble.of(millis);
    }

    /** From the moment before to this one; empty unless both are known. */
    OptionalDouble step(Moment moment) {
        if (moment == Moment.SENT || after(moment).isEmpty()) {
            return after(moment);
        }
        OptionalDouble before = after(MOMENTS.get(MOMENTS.indexOf(moment) - 1));
        return before.isEmpty() ? before : OptionalDouble.of(after(moment).getAsDouble() - before.getAsDouble());
    }
}
