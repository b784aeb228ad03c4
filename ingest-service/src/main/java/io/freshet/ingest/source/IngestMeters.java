package io.freshet.ingest.source;

import io.freshet.ingest.event.MediaTypes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the stage counts and times. Labels that users choose are bounded: what comes late is called "other". */
public final class IngestMeters {

    private static final int MOST_LABELS = 100;
    private static final String OTHER = "other";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<String> tenants = ConcurrentHashMap.newKeySet();
    private final Set<String> sources = ConcurrentHashMap.newKeySet();
    private final Set<String> mediaTypes = ConcurrentHashMap.newKeySet();

    public IngestMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void document(String outcome, String mediaType) {
        String type = bounded(mediaTypes, MediaTypes.bare(mediaType));
        String[] tags = {"stage", "extracted", "outcome", outcome, "media_type", type};
        registry.counter("freshet.documents", tags).increment();
    }

    void deadLetter(String code) {
        registry.counter("freshet.dead.letters", "stage", "ingest", "code", code)
                .increment();
    }

    void extraction(Duration time, String outcome, long bytes) {
        timer("freshet.extraction").tag("outcome", outcome).register(registry).record(time);
        registry.counter("freshet.extracted.bytes").increment((double) bytes);
    }

    /** The time from Kafka's taking the event to its text being there. */
    void fresh(long publishedAt, String tenant, @Nullable String source) {
        Duration age = Duration.ofMillis(Math.max(0, clock.millis() - publishedAt));
        timer("freshet.freshness")
                .tag("stage", "extracted")
                .tag("tenant", bounded(tenants, tenant))
                .tag("source", source == null ? "none" : bounded(sources, source))
                .register(registry)
                .record(age);
    }

    private static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }

    private static String bounded(Set<String> known, String label) {
        if (known.contains(label)) {
            return label;
        }
        return known.size() < MOST_LABELS && known.add(label) ? label : OTHER;
    }
}
