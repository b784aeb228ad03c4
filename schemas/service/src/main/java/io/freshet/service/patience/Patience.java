package io.freshet.service.patience;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How a failing call is repeated.
 *
 * @param first the first pause; it doubles each time
 * @param longest the longest pause
 * @param total after pausing this long in all, give up
 */
public record Patience(Duration first, Duration longest, Duration total) {

    /** Patience for what must not be given up. */
    public static Patience endless(Duration first, Duration longest) {
        return new Patience(first, longest, ChronoUnit.FOREVER.getDuration());
    }

    /** Returns the pause after so many failures before this one. */
    public Duration pause(int failures) {
        long millis = first.toMillis() << Math.min(failures, 16);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
