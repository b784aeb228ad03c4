package io.freshet.index.patience;

import java.time.Duration;

/**
 * How a failing call is repeated.
 *
 * @param first the first pause; it doubles each time
 * @param longest the longest pause
 * @param total after pausing this long in all, give up
 */
public record Patience(Duration first, Duration longest, Duration total) {

    /** Returns the pause after so many failures. */
    public Duration pause(int attempt) {
        long millis = first.toMillis() << Math.min(attempt, 16);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
