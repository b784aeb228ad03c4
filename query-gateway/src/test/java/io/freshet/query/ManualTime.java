package io.freshet.query;

import io.freshet.query.retrieve.Waiter;
import io.freshet.testkit.Heads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Time that passes only in pauses, and things that happen at their time. */
public final class ManualTime implements Waiter {
    private final Map<Duration, Runnable> plan = new TreeMap<>();
    private Duration passed = Duration.ZERO;

    public ManualTime at(Duration when, Runnable what) {
        plan.put(when, what);
        return this;
    }

    public Duration passed() {
        return passed;
    }

    @Override
    public Instant now() {
        return Heads.NOON.plus(passed);
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }

    @Override
    public void pause(Duration duration) {
        passed = passed.plus(duration);
        plan.entrySet().removeIf(entry -> {
            boolean due = entry.getKey().compareTo(passed) <= 0;
            if (due) {
                entry.getValue().run();
            }
            return due;
        });
    }
}
