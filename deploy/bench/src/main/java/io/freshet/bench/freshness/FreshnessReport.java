package io.freshet.bench.freshness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What a run of edits says: how long they took, and where. */
final class FreshnessReport {
    private static final double SLOW = 0.05;

    private final List<Trip> trips;
    private final StageMetrics stages;
    private final Usage usage;
    private final String what;

    FreshnessReport(List<Trip> trips, StageMetrics stages, Usage usage, String what) {
        this.trips = trips;
        this.stages = stages;
        this.usage = usage;
        this.what = what;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(what).append(": ").append(trips.size()).append(" edits, all found\n\n");
        text.append("milliseconds from when it was due    mean      p50      p90      p99      max\n");
        for (Moment moment : Moment.values()) {
            Latencies latencies = latencies(trip -> trip.after(moment));
            text.append(String.format(
                    Locale.ROOT, "%-14s %14s %s%n", moment.label(), seen(latencies), latencies.columns()));
        }
        text.append("\nwhere they go, step by step          mean      p50      p90      p99      max   slowest 5 %\n");
        for (Moment moment : Moment.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-29s %s %9.1f%n",
                    moment.step(),
                    latencies(trip -> trip.step(moment)).columns(),
                    meanOfSlow(moment)));
        }
        text.append("\nfound within\n").append(found().histogram());
        text.append("\nby the service's own freshet_freshness_seconds, from the log of documents on\n")
                .append(stages.text());
        return text.append('\n').append(usage).append('\n').toString();
    }

    /** A line for each edit, in the order of their turns: who was slow together. */
    String csv() {
        StringBuilder csv = new StringBuilder();
        for (Moment moment : Moment.values()) {
            csv.append(moment.label()).append(moment == Moment.FOUND ? "\n" : ",");
        }
        for (Trip trip : trips) {
            for (Moment moment : Moment.values()) {
                OptionalDouble after = trip.after(moment);
                csv.append(after.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f", after.getAsDouble()));
                csv.append(moment == Moment.FOUND ? "\n" : ",");
            }
        }
        return csv.toString();
    }

    private String seen(Latencies latencies) {
        return latencies.count() == trips.size() ? "" : "(" + latencies.count() + " seen)";
    }

    private Latencies found() {
        return latencies(trip -> trip.after(Moment.FOUND));
    }

    private Latencies latencies(Function<Trip, OptionalDouble> figure) {
        return Latencies.of(trips.stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList());
    }

    /** The mean of a step in those edits that were found last. */
    private double meanOfSlow(Moment moment) {
        List<Trip> slowest = new ArrayList<>(trips);
        slowest.sort(
                Comparator.comparingDouble(trip -> -trip.after(Moment.FOUND).orElse(0)));
        return slowest.stream()
                .limit(Math.max(1, (long) (SLOW * trips.size())))
                .map(trip -> trip.step(moment))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average()
                .orElse(Double.NaN);
    }

    void write(Path file, Machine machine) throws IOException {
        ObjectNode root = new ObjectMapper()
                .createObjectNode()
                .put("at", Instant.now().toString())
                .put("machine", machine.toString())
                .put("what", what)
                .put("edits", trips.size());
        for (Moment moment : Moment.values()) {
            put(root.putObject(moment.label()), latencies(trip -> trip.after(moment)), "AfterDue");
            put(root.withObject("/" + moment.label()), latencies(trip -> trip.step(moment)), "OfStep");
        }
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static void put(ObjectNode node, Latencies latencies, String suffix) {
        node.put("mean" + suffix, latencies.mean())
                .put("p50" + suffix, latencies.percentile(50))
                .put("p90" + suffix, latencies.percentile(90))
                .put("p99" + suffix, latencies.percentile(99))
                .put("max" + suffix, latencies.max());
    }
}
