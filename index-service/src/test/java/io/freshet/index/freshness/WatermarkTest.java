package io.freshet.index.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.testkit.Heads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class WatermarkTest {
    private static final Instant NOW = Heads.NOON;
    private static final List<StagePositions> STAGES = List.of(
            new StagePositions("extracted", "ingest", "documents", false),
            new StagePositions("embedded", "stream", "extracted", true, "waiting"),
            new StagePositions("searchable", "writer", "changes", true));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Log log = new Log();
    private final HandClock clock = new HandClock();
    private final Watermark watermark = new Watermark(STAGES, log, clock, new IndexMeters(registry, clock));

    @Test
    void whenAllIsDoneItIsNow() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);

        assertThat(watermark.compute()).contains(NOW);
    }

    @Test
    void whatIsUndoneHoldsTheMomentBackAndIsToldAsLag() throws InterruptedException {
        log.topic("documents", "ingest", 4, 5, NOW.minusSeconds(1));
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 2, 9, NOW.minusSeconds(7));

        assertThat(watermark.compute()).isEmpty();
        assertThat(registry.get("freshet.lag.records")
                        .tag("stage", "searchable")
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(registry.get("freshet.lag.seconds")
                        .tag("stage", "searchable")
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(registry.find("freshet.lag.records")
                        .tag("stage", "extracted")
                        .gauge())
                .isNull();
    }

    @Test
    void aGroupThatNeverCommittedHasDoneNothing() throws InterruptedException {
        log.topic("documents", "ingest", -1, 5, NOW.minusSeconds(3));
        log.topic("extracted", "stream", -1, 0);
        log.topic("changes", "writer", -1, 0);

        assertThat(watermark.compute()).isEmpty();
    }

    @Test
    void transactionMarkersAreNothingToWaitFor() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 8, 9);

        assertThat(watermark.compute()).contains(NOW);
    }

    @Test
    void stagesAreLookedAtDownstreamAndPositionsBeforeEnds() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);

        watermark.compute();

        assertThat(log.looks)
                .containsExactly("ingest", "documents", "stream", "extracted", "waiting", "writer", "changes");
    }

    @Test
    void aChangeThatIsPutAsideHoldsTheMomentBack() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.waiting = new Waiting(2, NOW.minusSeconds(40));
        log.topic("changes", "writer", 9, 9);

        assertThat(watermark.compute()).isEmpty();
        assertThat(gauge("freshet.waiting.changes", "embedded")).isEqualTo(2);
        assertThat(gauge("freshet.waiting.seconds", "embedded")).isEqualTo(40);
    }

    @Test
    void theMomentIsThatOfTheLookWhoseRecordsHavePassedAllStages() throws InterruptedException {
        log.topic("documents", "ingest", 4, 5, NOW.minusSeconds(1));
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);
        assertThat(watermark.compute()).isEmpty();

        clock.now = NOW.plusSeconds(1);
        log.topic("documents", "ingest", 5, 6, NOW);
        log.topic("extracted", "stream", 3, 4, NOW.minusSeconds(1));
        assertThat(watermark.compute()).isEmpty();

        clock.now = NOW.plusSeconds(2);
        log.topic("extracted", "stream", 4, 4);
        assertThat(watermark.compute()).contains(NOW);
    }

    @Test
    void eachStageTellsUpToWhenEverythingHasPassedItAndThoseBefore() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);
        watermark.compute();
        clock.now = NOW.plusSeconds(4);
        log.topic("changes", "writer", 8, 9, NOW);

        watermark.compute();

        assertThat(gauge("freshet.stage.as.of.age.seconds", "extracted")).isZero();
        assertThat(gauge("freshet.stage.as.of.age.seconds", "embedded")).isZero();
        assertThat(gauge("freshet.stage.as.of.age.seconds", "searchable")).isEqualTo(4);
        assertThat(registry.get("freshet.as.of.age.seconds").gauge().value()).isEqualTo(4);
    }

    @Test
    void aLongBacklogIsRememberedInFewerMoments() throws InterruptedException {
        log.topic("documents", "ingest", 0, 1, NOW);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);
        for (int look = 0; look < 5_000; look++) {
            clock.now = clock.now.plusSeconds(1);
            watermark.compute();
        }

        log.topic("documents", "ingest", 1, 1);

        assertThat(watermark.compute()).contains(clock.now);
    }

    private double gauge(String name, String stage) {
        return registry.get(name).tag("stage", stage).gauge().value();
    }

    private static final class HandClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A log of one partition per topic. */
    private static final class Log implements LogView {
        private final List<String> looks = new ArrayList<>();
        private final Map<String, Long> committed = new HashMap<>();
        private final Map<String, Range> ranges = new HashMap<>();
        private final Map<String, Instant> first = new HashMap<>();
        private Waiting waiting = Waiting.NONE;

        void topic(String topic, String group, long position, long end, Instant... firstUndone) {
            committed.put(group, position);
            ranges.put(topic, new Range(0, end));
            if (firstUndone.length > 0) {
                first.put(topic, firstUndone[0]);
            }
        }

        @Override
        public Map<Integer, Long> committed(StagePositions stage) {
            looks.add(stage.group());
            long position = Objects.requireNonNull(committed.get(stage.group()));
            return position < 0 ? Map.of() : Map.of(0, position);
        }

        @Override
        public Map<Integer, Range> ranges(String topic) {
            looks.add(topic);
            return Map.of(0, Objects.requireNonNull(ranges.get(topic)));
        }

        @Override
        public Waiting waiting(String topic) {
            looks.add(topic);
            return waiting;
        }

        @Override
        public Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> undone) {
            Instant time = first.get(topic);
            return time == null ? Map.of() : Map.of(0, time);
        }
    }
}
