package io.freshet.bench.crash;

import io.freshet.records.ExtractedDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Rounds of load and kills. After the last kill of a round the load stops, and once the service says that it is up to
 * date the index is compared with the model's answer.
 */
final class CrashRun {
    private final Plan plan;
    private final Random random;
    private final RandomEvents events;
    private final ModelAnswer model = CrashRig.model();
    private final List<ExtractedDocument> sent = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<Double> recoveries = new ArrayList<>();
    private final Consumer<String> progress;
    private int kills;
    private int rounds;

    /**
     * What to do.
     *
     * @param names of the services that are started and killed
     * @param longestLife until a service is killed, from the start of its process; starting takes some of it
     * @param patience how long a service may take after the last kill of a round
     */
    record Plan(
            long seed,
            int kills,
            int killsPerRound,
            Duration longestLife,
            double eventsPerSecond,
            int documents,
            List<String> names,
            CrashRig.Trouble trouble,
            Duration patience) {}

    /** What came of it; a run ends at the first difference. */
    record Result(int kills, int rounds, int events, List<Double> recoveries, List<String> differences) {}

    CrashRun(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.events = new RandomEvents(plan.seed(), plan.documents(), CrashRig.PARTITIONS);
        this.progress = progress;
    }

    Result run(Path directory, Duration longest) throws Exception {
        long deadline = System.nanoTime() + longest.toNanos();
        try (CrashRig rig = new CrashRig(directory, plan.trouble())) {
            for (String name : plan.names()) {
                rig.start(name);
            }
            while (kills < plan.kills() && differences.isEmpty() && System.nanoTime() < deadline) {
                round(rig);
            }
        }
        return new Result(kills, rounds, sent.size(), recoveries, differences);
    }

    private void round(CrashRig rig) throws Exception {
        Instant published = Instant.EPOCH;
        int killsNow = Math.min(plan.kills() - kills, 1 + random.nextInt(2 * plan.killsPerRound() - 1));
        for (int i = 0; i < killsNow; i++) {
            published = load(rig, Duration.ofMillis(random.nextInt((int)
                    plan.longestLife().toMillis())));
            String name = plan.names().get(random.nextInt(plan.names().size()));
            rig.kill(name);
            rig.start(name);
            kills++;
        }
        long begin = System.nanoTime();
        boolean fresh = rig.awaitFresh(published, plan.patience());
        recoveries.add((System.nanoTime() - begin) / 1e9);
        rounds++;
        if (!fresh) {
            differences.add("not up to date within " + plan.patience() + "; ended by themselves: " + rig.ended());
        }
        differences.addAll(rig.differences(model));
        progress.accept(kills + " kills, " + rounds + " convergences, " + sent.size() + " events, " + differences.size()
                + " differences");
    }

    /** Sends events for so long; returns when the last of them was taken. */
    private Instant load(CrashRig rig, Duration time) throws Exception {
        List<Future<RecordMetadata>> taken = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        do {
            for (ExtractedDocument event : events.next()) {
                model.apply(event);
                sent.add(event);
                taken.add(rig.publish(event));
            }
            TimeUnit.NANOSECONDS.sleep((long) (1e9 / plan.eventsPerSecond()));
        } while (System.nanoTime() < end);
        return CrashRig.latest(taken);
    }

    /** What was sent of a document, a line each. */
    List<String> trace(String documentId) {
        return sent.stream()
                .filter(event -> event.getDocumentId().equals(documentId))
                .map(event -> event.getOrigin().getOffset() + " v"
                        + event.getOrigin().getVersion() + " " + event.getOutcome())
                .toList();
    }
}
