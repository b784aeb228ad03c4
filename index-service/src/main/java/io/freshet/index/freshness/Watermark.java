package io.freshet.index.freshness;

import io.freshet.index.metrics.IndexMeters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the moment before which everything published is searchable.
 *
 * <p>Each look sends a leaf down the stream. It carries the moment of the look, and waits at each stage until the stage
 * has done what its topic held when the leaf got there. Where it comes out, so has everything that was published before
 * its moment. Nothing depends on the order of records or on their times: slow documents, and changes that wait for their
 * vectors, are overtaken by later ones.
 *
 * <p>Of each stage the committed positions are looked at before the end of its topic, and what it has put aside after
 * that. So what has left a stage is found in the next.
 */
final class Watermark {
    private static final int MOST_LEAVES = 1_000;

    private final List<StagePositions> stages;
    private final LogView view;
    private final Clock clock;
    private final IndexMeters meters;
    private final List<Leaf> leaves = new ArrayList<>();
    private @Nullable Instant asOf;

    /** A moment on its way: the stage where it is, and where that stage has to be for it to go on. */
    private static final class Leaf {
        private final Instant moment;
        private int stage;
        private @Nullable Map<Integer, Long> until;

        private Leaf(Instant moment) {
            this.moment = moment;
        }
    }

    Watermark(List<StagePositions> stages, LogView view, Clock clock, IndexMeters meters) {
        this.stages = List.copyOf(stages);
        this.view = view;
        this.clock = clock;
        this.meters = meters;
    }

    /** Looks at all stages; returns the moment, or nothing while it is not known. Tells the lag of its own stages, too. */
    Optional<Instant> compute() throws InterruptedException {
        Instant now = clock.instant();
        thinOut();
        leaves.add(new Leaf(now));
        for (int stage = 0; stage < stages.size(); stage++) {
            look(stage, now);
        }
        if (asOf != null) {
            meters.asOf(asOf);
        }
        return Optional.ofNullable(asOf);
    }

    /** When things take long there is time enough to tell them less precisely. */
    private void thinOut() {
        if (leaves.size() >= MOST_LEAVES) {
            for (int i = leaves.size() - 2; i > 0; i -= 2) {
                leaves.remove(i);
            }
        }
    }

    private void look(int number, Instant now) throws InterruptedException {
        StagePositions stage = stages.get(number);
        Map<Integer, Undone> undone = undone(stage);
        Instant aside = stage.waiting() == null ? now : oldestAside(stage, view.waiting(stage.waiting()), now);
        Instant passed = null;
        for (Leaf leaf : leaves) {
            if (leaf.stage == number && goesOn(leaf, undone, aside)) {
                leaf.stage++;
                leaf.until = null;
            }
            passed = leaf.stage > number ? leaf.moment : passed;
        }
        if (number == stages.size() - 1) {
            asOf = passed == null ? asOf : passed;
            leaves.removeIf(leaf -> leaf.stage == stages.size());
            passed = asOf;
        }
        if (passed != null) {
            meters.stageAsOf(stage.stage(), passed);
        }
        if (stage.own()) {
            undone.forEach((partition, left) -> meters.lag(stage.stage(), partition, left.records(), left.age(now)));
        }
    }

    private static boolean goesOn(Leaf leaf, Map<Integer, Undone> undone, Instant aside) {
        if (leaf.until == null) {
            Map<Integer, Long> until = new HashMap<>();
            undone.forEach((partition, left) -> until.put(partition, left.end()));
            leaf.until = until;
        }
        return !aside.isBefore(leaf.moment)
                && leaf.until.entrySet().stream().allMatch(end -> {
                    Undone left = undone.get(end.getKey());
                    return left != null && left.next() >= end.getValue();
                });
    }

    /** What a stage has not done of a partition: from the next offset to the end, the first record of this time. */
    private record Undone(long next, long end, @Nullable Instant first) {
        private long records() {
            return end - next;
        }

        private Duration age(Instant now) {
            return first == null ? Duration.ZERO : Watermark.age(first, now);
        }
    }

    private Map<Integer, Undone> undone(StagePositions stage) throws InterruptedException {
        Map<Integer, Long> committed = view.committed(stage);
        Map<Integer, LogView.Range> ranges = view.ranges(stage.topic());
        Map<Integer, LogView.Range> left = new HashMap<>();
        ranges.forEach((partition, range) -> {
            // What is not there any more needs not be done.
            long next = Math.max(range.start(), committed.getOrDefault(partition, range.start()));
            if (next < range.end()) {
                left.put(partition, new LogView.Range(next, range.end()));
            }
        });
        Map<Integer, Instant> times = left.isEmpty() ? Map.of() : view.firstTimes(stage.topic(), left);
        Map<Integer, Undone> undone = new HashMap<>();
        ranges.forEach((partition, range) -> {
            Instant first = times.get(partition);
            // Without a record there are only transaction markers left.
            long next = first == null
                    ? range.end()
                    : Objects.requireNonNull(left.get(partition)).start();
            undone.put(partition, new Undone(next, range.end(), first));
        });
        return undone;
    }

    private Instant oldestAside(StagePositions stage, Waiting waiting, Instant now) {
        Instant oldest = waiting.oldest() == null ? now : waiting.oldest();
        meters.waiting(stage.stage(), waiting.changes(), age(oldest, now));
        return oldest;
    }

    private static Duration age(Instant time, Instant now) {
        return time.isAfter(now) ? Duration.ZERO : Duration.between(time, now);
    }
}
