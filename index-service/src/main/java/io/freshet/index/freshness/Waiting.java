package io.freshet.index.freshness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Changes that a stage has put aside.
 *
 * @param oldest when the first of them was published, or null when there is none
 */
record Waiting(int changes, @Nullable Instant oldest) {
    static final Waiting NONE = new Waiting(0, null);
}
