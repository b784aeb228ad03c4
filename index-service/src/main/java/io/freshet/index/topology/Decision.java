package io.freshet.index.topology;

import io.freshet.index.state.Arrival;
import org.jspecify.annotations.Nullable;

/** What is committed. */
sealed interface Decision {

    /** A plan that has all its vectors. */
    record Change(Plan plan) implements Decision {}

    /** An event that was given up; what becomes of its document is another decision. */
    record GivenUp(
            Arrival arrival,
            String code,
            String message,
            @Nullable Throwable cause) implements Decision {}
}
