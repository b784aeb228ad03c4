package io.freshet.ingest.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Lanes whose tasks run when the test says so, in the test's own thread. */
final class ManualLanes implements Lanes {

    private final Map<Lane, Deque<Runnable>> tasks = new EnumMap<>(Lane.class);

    ManualLanes() {
        for (Lane lane : Lane.values()) {
            tasks.put(lane, new ArrayDeque<>());
        }
    }

    private Deque<Runnable> of(Lane lane) {
        return Objects.requireNonNull(tasks.get(lane));
    }

    @Override
    public void execute(Lane lane, Runnable task) {
        of(lane).add(task);
    }

    @Override
    public void stop() {
        tasks.values().forEach(Deque::clear);
    }

    int waiting(Lane lane) {
        return of(lane).size();
    }

    /** Runs what has waited longest; returns false when nothing waits. */
    boolean runNext(Lane lane) {
        Runnable task = of(lane).poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Runs everything, and what comes of it. */
    void runAll() {
        while (runNext(Lane.QUICK) || runNext(Lane.FILE) || runNext(Lane.REMOTE) || runNext(Lane.REPLAY)) {
            // The next one.
        }
    }

    /** Runs one of those that are first in their lanes; returns false when nothing waits. */
    boolean runAny(RandomGenerator random) {
        List<Lane> busy = tasks.entrySet().stream()
                .filter(lane -> !lane.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return !busy.isEmpty() && runNext(busy.get(random.nextInt(busy.size())));
    }
}
