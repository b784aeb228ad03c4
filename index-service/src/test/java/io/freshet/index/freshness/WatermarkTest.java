package io.freshet.index.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.testkit.Heads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
            new StagePositions("embedded", "stream", "extracted", true),
            new StagePositions("searchable", "writer", "changes", true));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Log log = new Log();
    private final Watermark watermark = new Watermark(
            STAGES, log, Clock.fixed(NOW, ZoneOffset.UTC), new IndexMeters(registry, Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void whenAllIsDoneItIsNow() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);

        assertThat(watermark.compute()).isEqualTo(NOW);
    }

    @Test
    void theOldestUndoneRecordOfAnyStageDecides() throws InterruptedException {
        log.topic("documents", "ingest", 4, 5, NOW.minusSeconds(1));
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 2, 9, NOW.minusSeconds(7));

        assertThat(watermark.compute()).isEqualTo(NOW.minusSeconds(7));
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

        assertThat(watermark.compute()).isEqualTo(NOW.minusSeconds(3));
    }

    @Test
    void transactionMarkersAreNothingToWaitFor() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 8, 9);

        assertThat(watermark.compute()).isEqualTo(NOW);
    }

    @Test
    void stagesAreLookedAtDownstreamAndPositionsBeforeEnds() throws InterruptedException {
        log.topic("documents", "ingest", 5, 5);
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);

        watermark.compute();

        assertThat(log.looks).containsExactly("ingest", "documents", "stream", "extracted", "writer", "changes");
    }

    @Test
    void theAgeOfTheMomentIsMeasured() throws InterruptedException {
        log.topic("documents", "ingest", 0, 1, NOW.minus(Duration.ofSeconds(4)));
        log.topic("extracted", "stream", 3, 3);
        log.topic("changes", "writer", 9, 9);

        watermark.compute();

        assertThat(registry.get("freshet.as.of.age.seconds").gauge().value()).isEqualTo(4);
    }

    /** A log of one partition per topic. */
    private static final class Log implements LogView {
        private final List<String> looks = new ArrayList<>();
        private final Map<String, Long> committed = new HashMap<>();
        private final Map<String, Range> ranges = new HashMap<>();
        private final Map<String, Instant> first = new HashMap<>();

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
        public Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> undone) {
            Instant time = first.get(topic);
            return time == null ? Map.of() : Map.of(0, time);
        }
    }
}
