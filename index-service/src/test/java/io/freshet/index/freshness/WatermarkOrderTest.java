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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * However the pipeline goes on between the looks, and in whatever order the markers of a transaction arrive: what was
 * published before the moment that is told is searchable.
 */
final class WatermarkOrderTest {
    private static final List<StagePositions> STAGES = List.of(
            new StagePositions("extracted", "ingest", "documents", false),
            new StagePositions("embedded", "stream", "extracted", true, "waiting"),
            new StagePositions("searchable", "writer", "changes", true));

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void whatWasPublishedBeforeTheMomentIsSearchable(@ForAll long seed) throws InterruptedException {
        Pipeline pipeline = new Pipeline(new Random(seed));
        Watermark watermark =
                new Watermark(STAGES, pipeline, pipeline, new IndexMeters(new SimpleMeterRegistry(), pipeline));
        for (int i = 0; i < 40; i++) {
            pipeline.goOn();
            Optional<Instant> asOf = watermark.compute();
            assertThat(pipeline.searchable()).containsAll(pipeline.publishedBefore(asOf.orElse(Instant.EPOCH)));
        }
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void whenNothingIsUnderWayTheMomentIsNow(@ForAll long seed) throws InterruptedException {
        Pipeline pipeline = new Pipeline(new Random(seed));
        Watermark watermark =
                new Watermark(STAGES, pipeline, pipeline, new IndexMeters(new SimpleMeterRegistry(), pipeline));
        pipeline.goOn();
        pipeline.finish();

        assertThat(watermark.compute()).contains(pipeline.instant());
    }

    /**
     * A pipeline of one partition whose events are numbers, published at that second. The stream works in transactions:
     * what they hold is in the logs at once, and committed log by log, in any order.
     */
    private static final class Pipeline extends Clock implements LogView {
        private final Random random;
        private boolean still;
        private final List<Integer> documents = new ArrayList<>();
        private final List<Integer> extracted = new ArrayList<>();
        private final List<Integer> changes = new ArrayList<>();
        private final List<Integer> waiting = new ArrayList<>();
        private final Set<Integer> aside = new HashSet<>();
        private final Set<Integer> searchable = new HashSet<>();
        private final List<Runnable> markers = new ArrayList<>();
        private int ingested;
        private int streamed;
        private long ingestCommitted;
        private long streamCommitted;
        private int changesCommitted;
        private int waitingCommitted;
        private int written;
        private long writerCommitted;
        private int now;

        Pipeline(Random random) {
            this.random = random;
        }

        void goOn() {
            if (!still) {
                for (int step = random.nextInt(8); step > 0; step--) {
                    step(random.nextInt(8));
                }
            }
        }

        void finish() {
            still = true;
            while (ingestCommitted < documents.size()
                    || streamCommitted < extracted.size()
                    || !aside.isEmpty()
                    || writerCommitted < changes.size()) {
                step(1 + random.nextInt(7));
            }
            now++;
        }

        private void step(int what) {
            now++;
            switch (what) {
                case 0 -> documents.add(now);
                case 1 -> ingest();
                case 2 -> ingestCommitted = ingested;
                case 3, 4 -> transaction();
                case 5 -> marker();
                case 6 -> write();
                default -> writerCommitted = written;
            }
        }

        private void ingest() {
            if (ingested < documents.size()) {
                extracted.add(documents.get(ingested++));
            }
        }

        /** One at a time, as of one producer. */
        private void transaction() {
            if (!markers.isEmpty()) {
                return;
            }
            boolean vectorsCame = !aside.isEmpty() && random.nextBoolean();
            if (vectorsCame) {
                int event = aside.iterator().next();
                aside.remove(event);
                changes.add(event);
                waiting.add(-event);
            } else if (streamed < extracted.size()) {
                int event = extracted.get(streamed++);
                if (random.nextBoolean()) {
                    aside.add(event);
                    waiting.add(event);
                } else {
                    changes.add(event);
                }
            }
            int positions = streamed;
            int sent = changes.size();
            int table = waiting.size();
            markers.add(() -> streamCommitted = positions);
            markers.add(() -> changesCommitted = sent);
            markers.add(() -> waitingCommitted = table);
        }

        private void marker() {
            if (!markers.isEmpty()) {
                markers.remove(random.nextInt(markers.size())).run();
            }
        }

        private void write() {
            if (written < changesCommitted) {
                searchable.add(changes.get(written++));
            }
        }

        Set<Integer> searchable() {
            return searchable;
        }

        List<Integer> publishedBefore(Instant moment) {
            return documents.stream()
                    .filter(event -> time(event).isBefore(moment))
                    .toList();
        }

        private static Instant time(int second) {
            return Heads.NOON.plusSeconds(second);
        }

        @Override
        public Map<Integer, Long> committed(StagePositions stage) {
            goOn();
            return Map.of(
                    0,
                    switch (stage.group()) {
                        case "ingest" -> ingestCommitted;
                        case "stream" -> streamCommitted;
                        default -> writerCommitted;
                    });
        }

        @Override
        public Map<Integer, Range> ranges(String topic) {
            goOn();
            return Map.of(0, new Range(0, log(topic).size()));
        }

        private List<Integer> log(String topic) {
            return switch (topic) {
                case "documents" -> documents;
                case "extracted" -> extracted;
                default -> changes;
            };
        }

        @Override
        public Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> undone) {
            goOn();
            Map<Integer, Instant> times = new HashMap<>();
            undone.forEach(
                    (partition, range) -> times.put(partition, time(log(topic).get((int) range.start()))));
            return times;
        }

        /** Open transactions are waited for up to the end as it is now, and read no further than they are committed. */
        @Override
        public Waiting waiting(String topic) {
            goOn();
            int end = waiting.size();
            while (waitingCommitted < end) {
                marker();
            }
            goOn();
            Map<Integer, Instant> table = new TreeMap<>();
            for (int event : waiting.subList(0, waitingCommitted)) {
                if (event < 0) {
                    table.remove(-event);
                } else {
                    table.put(event, time(event));
                }
            }
            return table.values().stream()
                    .min(Instant::compareTo)
                    .map(oldest -> new Waiting(table.size(), oldest))
                    .orElse(Waiting.NONE);
        }

        @Override
        public Instant instant() {
            return time(now);
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
}
