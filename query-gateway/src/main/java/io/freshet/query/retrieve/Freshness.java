package io.freshet.query.retrieve;

import io.freshet.store.ChunkSearch;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How current an answer is: everything published before {@code asOf} is in it.
 *
 * @param asOf null while it is not known
 * @param age time since then, when the answer was given
 */
public record Freshness(@Nullable Instant asOf, @Nullable Duration age) {

    /** Reads the standing of the index. It is a promise about whatever is read from the store afterwards. */
    public static Freshness of(ChunkSearch store, Waiter waiter) throws StoreUnavailableException {
        Instant asOf = store.asOf().orElse(null);
        if (asOf == null) {
            return new Freshness(null, null);
        }
        Duration age = Duration.between(asOf, waiter.now());
        return new Freshness(asOf, age.isNegative() ? Duration.ZERO : age);
    }
}
