package io.freshet.index.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts and times what this service does. Safe for use by several threads. */
public final class IndexMeters {
    private static final int MOST_TENANTS = 100;
    private static final int MOST_PAIRS = 200;
    private static final String OTHER = "other";
    private static final double MILLIS = 1000;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(150),
        Duration.ofMillis(250),
        Duration.ofMillis(400),
        Duration.ofMillis(600),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10)
    };

    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<String> tenants = ConcurrentHashMap.newKeySet();
    private final Set<String> pairs = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> moments = new ConcurrentHashMap<>();

    /** Meters in the registry, against this clock. */
    public IndexMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Notes how long ago a change was published that has now come this far. Of the tenants the first hundred have a name
     * of their own, and of their sources the first two hundred; the rest is "other".
     */
    public void fresh(String stage, String tenant, @Nullable String source, Instant publishedAt) {
        String shownTenant = bounded(tenants, MOST_TENANTS, tenant) ? tenant : OTHER;
        String wantedSource = source == null ? "" : source;
        String shownSource = bounded(pairs, MOST_PAIRS, shownTenant + '/' + wantedSource) ? wantedSource : OTHER;
        Duration age = Duration.between(publishedAt, clock.instant());
        Timer.builder("freshet.freshness")
                .description("From publishing a change to its reaching the stage")
                .tag("stage", stage)
                .tag("tenant", shownTenant)
                .tag("source", shownSource)
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(age.isNegative() ? Duration.ZERO : age);
    }

    /** Counts a document by what became of it. */
    public void document(String stage, String outcome) {
        counter(
                        "freshet.documents",
                        "Events by what became of them",
                        "stage",
                        stage,
                        "outcome",
                        outcome,
                        "media_type",
                        "none")
                .increment();
    }

    /** Counts the chunks of one change. */
    public void chunks(int embedded, int kept) {
        counter("freshet.embedded.chunks", "Chunks that were embedded").increment(embedded);
        counter("freshet.kept.chunks", "Chunks whose vector was kept").increment(kept);
    }

    /** Counts the tokens of the texts that were embedded. */
    public void tokens(long embedded) {
        counter("freshet.embedded.tokens", "Tokens that were embedded").increment((double) embedded);
    }

    /** Counts a dead letter. */
    public void deadLetter(String stage, String code) {
        counter("freshet.dead.letters", "Records that were given up", "stage", stage, "code", code)
                .increment();
    }

    /** Counts writes to the store by their outcome. */
    public void storeWrites(String outcome, int writes) {
        counter("freshet.store.writes", "Writes to the store by their outcome", "outcome", outcome)
                .increment(writes);
    }

    /** Counts records of the index changes by what became of them; each that was done counts once. */
    public void changes(String outcome, int records) {
        counter("freshet.index.changes", "Changes of the index by what became of them", "outcome", outcome)
                .increment(records);
    }

    /** Counts that the store held the writer up. */
    public void held() {
        counter("freshet.store.holds", "How often the store held the writer up").increment();
    }

    /** Notes the size of a batch. */
    public void batch(int writes) {
        DistributionSummary.builder("freshet.store.batch")
                .description("Writes per batch, netted")
                .register(meters)
                .record(writes);
    }

    /** Sets what a stage has not done yet of a partition. */
    public void lag(String stage, int partition, long records, Duration age) {
        String[] tags = {"stage", stage, "partition", String.valueOf(partition)};
        gauge("freshet.lag.records", "Records not done yet", tags).set(records);
        gauge("freshet.lag.seconds", "Age of the first record not done yet", tags)
                .set(age.toSeconds());
    }

    /** Sets how many documents of a stream's partition wait for vectors. */
    public void waiting(String stream, int partition, int documents) {
        String[] tags = {"stream", stream, "partition", String.valueOf(partition)};
        gauge("freshet.waiting.documents", "Documents that wait for vectors", tags)
                .set(documents);
    }

    /** Sets the moment up to which everything is searchable; it grows old by itself when nobody sets it. */
    public void asOf(Instant moment) {
        moment("freshet.as.of.age.seconds", "Everything published before so many seconds is searchable", moment);
    }

    /** Sets the moment up to which everything has passed a stage and those before it. */
    public void stageAsOf(String stage, Instant moment) {
        moment(
                "freshet.stage.as.of.age.seconds",
                "Everything published before so many seconds has passed the stage",
                moment,
                "stage",
                stage);
    }

    /** Sets how many changes a stage has put aside, and how old the first of them is. */
    public void waiting(String stage, int changes, Duration age) {
        gauge("freshet.waiting.changes", "Changes that a stage has put aside", "stage", stage)
                .set(changes);
        gauge("freshet.waiting.seconds", "Age of the first change that a stage has put aside", "stage", stage)
                .set(age.toSeconds());
    }

    private void moment(String name, String description, Instant moment, String... tags) {
        moments.computeIfAbsent(name + String.join(":", tags), unused -> {
                    AtomicLong value = new AtomicLong();
                    Gauge.builder(name, value, at -> Math.max(0, clock.millis() - at.get()) / MILLIS)
                            .description(description)
                            .tags(tags)
                            .register(meters);
                    return value;
                })
                .set(moment.toEpochMilli());
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(meters);
    }

    private AtomicLong gauge(String name, String description, String... tags) {
        return gauges.computeIfAbsent(name + String.join(":", tags), unused -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder(name, value, AtomicLong::get)
                    .description(description)
                    .tags(tags)
                    .register(meters);
            return value;
        });
    }

    private static boolean bounded(Set<String> known, int most, String label) {
        return known.contains(label) || (known.size() < most && known.add(label));
    }
}
