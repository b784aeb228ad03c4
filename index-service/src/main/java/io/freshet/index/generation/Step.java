package io.freshet.index.generation;

import io.freshet.store.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thing to start or to stop, so that what runs becomes what is wanted. */
public sealed interface Step {

    /** A stream to start. */
    record StartStream(Wanted.LineageRun lineage) implements Step {}

    /** A stream to stop. */
    record StopStream(int lineage) implements Step {}

    /** A writer to start. */
    record StartWriter(Generation generation) implements Step {}

    /** A writer to stop. */
    record StopWriter(int number) implements Step {}

    /**
     * The way from what runs to what is wanted: what is not wanted any more stops before anything starts. A stream that
     * is to be made by another recipe stops and starts; that its predecessor is gone changes nothing.
     */
    static List<Step> between(Map<Integer, Wanted.LineageRun> streams, Set<Integer> writers, Wanted wanted) {
        List<Step> steps = new ArrayList<>();
        writers.stream()
                .filter(number -> !wanted.writers().containsKey(number))
                .sorted()
                .forEach(number -> steps.add(new StopWriter(number)));
        streams.forEach((lineage, running) -> {
            if (!madeAlike(running, wanted)) {
                steps.add(new StopStream(lineage));
            }
        });
        wanted.streams().values().stream()
                .filter(lineage -> {
                    Wanted.LineageRun running = streams.get(lineage.lineage());
                    return running == null || !madeAlike(running, wanted);
                })
                .sorted((a, b) -> Integer.compare(a.lineage(), b.lineage()))
                .forEach(lineage -> steps.add(new StartStream(lineage)));
        wanted.writers().values().stream()
                .filter(generation -> !writers.contains(generation.number()))
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .forEach(generation -> steps.add(new StartWriter(generation)));
        return List.copyOf(steps);
    }

    private static boolean madeAlike(Wanted.LineageRun running, Wanted wanted) {
        Wanted.LineageRun now = wanted.streams().get(running.lineage());
        return now != null && now.recipe().equals(running.recipe());
    }
}
