package io.freshet.embedding.stack;

import io.freshet.service.patience.Pauser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody waits. */
final class Time implements Pauser {
    final List<Duration> pauses = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1000;
    private boolean ended;

    synchronized long nanos() {
        return nanos;
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    synchronized void end() {
        ended = true;
    }

    @Override
    public synchronized boolean pause(Duration time) {
        pauses.add(time);
        nanos += time.toNanos();
        return !ended;
    }

    static EmbeddingMeters meters() {
        return new EmbeddingMeters(new SimpleMeterRegistry(), "fake");
    }

    RetryingEmbedder.Surroundings surroundings() {
        return new RetryingEmbedder.Surroundings(this, this::nanos, () -> 1.0);
    }
}
