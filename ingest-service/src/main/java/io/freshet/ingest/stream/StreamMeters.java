package io.freshet.ingest.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells how much is in hand, for how long, and how far each partition is behind. */
public final class StreamMeters {

    private static final String STAGE = "extracted";

    /** The gauges of one partition. */
    private record Lag(AtomicLong records, AtomicLong seconds, List<Meter> gauges) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong age = new AtomicLong();
    private final Map<TopicPartition, Lag> lags = new HashMap<>();

    public StreamMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        gauge("freshet.queue.records", "Events in hand, waiting or being handled", records);
        gauge("freshet.queue.bytes", "Bytes of the events in hand", bytes);
        gauge("freshet.in.flight.age.seconds", "How long the oldest event in hand has been there", age);
    }

    void inHand(int recordsNow, long bytesNow, Duration oldest) {
        records.set(recordsNow);
        bytes.set(bytesNow);
        age.set(oldest.toSeconds());
    }

    /** Says how much of a partition is not done, and when Kafka took the first of it that is in hand, if anything is. */
    void lag(TopicPartition partition, long recordsNow, @Nullable Long firstTimestamp) {
        Lag lag = lags.computeIfAbsent(partition, this::register);
        lag.records().set(recordsNow);
        lag.seconds().set(firstTimestamp == null ? 0 : Math.max(0, clock.millis() - firstTimestamp) / 1000);
    }

    void gone(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Lag lag = lags.remove(partition);
            if (lag != null) {
                lag.gauges().forEach(registry::remove);
            }
        }
    }

    private Lag register(TopicPartition partition) {
        AtomicLong lagging = new AtomicLong();
        AtomicLong seconds = new AtomicLong();
        String label = String.valueOf(partition.partition());
        return new Lag(
                lagging,
                seconds,
                List.of(
                        gauge("freshet.lag.records", "Records not done yet", lagging, "partition", label),
                        gauge(
                                "freshet.lag.seconds",
                                "Age of the first record not done yet",
                                seconds,
                                "partition",
                                label)));
    }

    private Gauge gauge(String name, String description, AtomicLong value, String... tags) {
        return Gauge.builder(name, value, AtomicLong::get)
                .description(description)
                .tag("stage", STAGE)
                .tags(tags)
                .register(registry);
    }
}
