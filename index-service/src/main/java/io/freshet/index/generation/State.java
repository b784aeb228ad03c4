package io.freshet.index.generation;

import io.freshet.store.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a generation is in its life. */
public enum State {
    /** It does not hold yet what the serving one holds. */
    BUILDING,
    /** It is as current as the serving one and newer; it may serve. */
    READY,
    /** It answers searches. */
    SERVING,
    /** It is as current as the serving one and older: the way back. */
    STANDBY;

    // Above what writers of the same topic differ by, and what it takes to record how far they are.
    private static final Duration NEAR = Duration.ofMinutes(1);

    /**
     * Tells from the moments up to which the two hold everything. A generation is as current as the serving one when it
     * holds what was published before it was made and is not far behind now, as one that nobody feeds any more would be;
     * where the serving one itself is behind the making, when it holds as much.
     */
    static State of(
            Generation generation,
            Optional<Instant> asOf,
            Optional<Generation> serving,
            Optional<Instant> servingAsOf) {
        if (generation.serving()) {
            return SERVING;
        }
        if (asOf.isEmpty() || asOf.get().isBefore(goal(generation.createdAt(), servingAsOf))) {
            return BUILDING;
        }
        return serving.isPresent() && generation.number() < serving.get().number() ? STANDBY : READY;
    }

    private static Instant goal(Instant made, Optional<Instant> servingAsOf) {
        if (servingAsOf.isEmpty()) {
            return made;
        }
        Instant serving = servingAsOf.get();
        Instant near = serving.minus(NEAR);
        return serving.isBefore(made) ? serving : near.isBefore(made) ? made : near;
    }
}
