package io.freshet.index.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and times audits. Safe for use by several threads. */
public final class AuditMeters {
    private final MeterRegistry meters;
    private final Map<String, AtomicLong> left = new ConcurrentHashMap<>();
    private final AtomicLong succeeded = new AtomicLong();

    /** Meters in the registry. */
    public AuditMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("freshet.audit.last.success.time.seconds", succeeded, AtomicLong::get)
                .description("When the last audit came to its end, in seconds of the epoch; 0 before the first")
                .register(meters);
    }

    /** Sets how many rows of a kind differ still, after the last audit that came to its end. */
    public void left(String kind, long rows) {
        left.computeIfAbsent(kind, unused -> {
                    AtomicLong value = new AtomicLong();
                    Gauge.builder("freshet.store.drift", value, AtomicLong::get)
                            .description("Rows that differ from the log after the last audit and its repairs")
                            .tag("kind", kind)
                            .register(meters);
                    return value;
                })
                .set(rows);
    }

    /** Counts rows that differed, by kind. */
    public void found(Map<String, Long> drift) {
        drift.forEach((kind, rows) -> counter("freshet.store.drift.found", "Rows found to differ from the log", kind)
                .increment((double) rows));
    }

    /** Counts rows that were put right, by kind. */
    public void repaired(Map<String, Long> repaired) {
        repaired.forEach((kind, rows) -> counter("freshet.store.repaired", "Rows that audits put right", kind)
                .increment((double) rows));
    }

    private Counter counter(String name, String description, String kind) {
        return Counter.builder(name).description(description).tag("kind", kind).register(meters);
    }

    /** Notes an audit that ended. */
    public void audited(String outcome, Duration took) {
        Timer.builder("freshet.audit")
                .description("Audits by how they ended")
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
    }

    /** Notes when an audit came to its end, whatever it found. */
    public void succeeded(Instant at) {
        succeeded.set(at.getEpochSecond());
    }
}
