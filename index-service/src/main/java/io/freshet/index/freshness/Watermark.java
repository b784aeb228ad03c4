package io.freshet.index.freshness;

import io.freshet.index.metrics.IndexMeters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the moment before which everything published is searchable: the time of the first record that a stage has not
 * done yet, or now, when there is none.
 *
 * <p>Stages are looked at downstream, and of each the committed positions before the end of its topic. So whatever was
 * published before the first look is either found undone somewhere, or done everywhere.
 */
final class Watermark {
    private final List<StagePositions> stages;
    private final LogView view;
    private final Clock clock;
    private final IndexMeters meters;

    Watermark(List<StagePositions> stages, LogView view, Clock clock, IndexMeters meters) {
        this.stages = List.copyOf(stages);
        this.view = view;
        this.clock = clock;
        this.meters = meters;
    }

    Instant compute() throws InterruptedException {
        Instant now = clock.instant();
        Instant asOf = now;
        for (StagePositions stage : stages) {
            Instant first = firstUndone(stage, now);
            asOf = first.isBefore(asOf) ? first : asOf;
        }
        meters.asOfAge(Duration.between(asOf, clock.instant()));
        return asOf;
    }

    private Instant firstUndone(StagePositions stage, Instant now) throws InterruptedException {
        Map<Integer, Long> committed = view.committed(stage);
        Map<Integer, LogView.Range> ranges = view.ranges(stage.topic());
        Map<Integer, LogView.Range> undone = new HashMap<>();
        ranges.forEach((partition, range) -> {
            long next = Math.max(range.start(), committed.getOrDefault(partition, range.start()));
            if (next < range.end()) {
                undone.put(partition, new LogView.Range(next, range.end()));
            }
        });
        Map<Integer, Instant> times = undone.isEmpty() ? Map.of() : view.firstTimes(stage.topic(), undone);
        Instant first = now;
        for (Integer partition : ranges.keySet()) {
            // Without a record there were only transaction markers left.
            Instant time = times.get(partition);
            LogView.Range range = undone.get(partition);
            long records = time == null || range == null ? 0 : range.end() - range.start();
            Duration age = time == null || time.isAfter(now) ? Duration.ZERO : Duration.between(time, now);
            if (stage.own()) {
                meters.lag(stage.stage(), partition, records, age);
            }
            first = time != null && time.isBefore(first) ? time : first;
        }
        return first;
    }
}
