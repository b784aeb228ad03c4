package io.freshet.bench.extraction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rounds of the pool beside rounds of the one process, by turns; each pair has its ratio. */
record ExtractionFigures(int documents, long bytes, List<Round> pooled, List<Round> plain) {

    /** The pool's throughput to the one process's; 1 means that separate processes cost nothing. */
    Spread ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < pooled.size(); i++) {
            ratios.add(plain.get(i).seconds() / pooled.get(i).seconds());
        }
        return Spread.of(ratios);
    }

    /** The one process's processor time to the pool's; on a busy machine closer to the truth than the clock is. */
    Spread processorRatio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < pooled.size(); i++) {
            ratios.add((double) plain.get(i).processor().toMillis()
                    / pooled.get(i).processor().toMillis());
        }
        return Spread.of(ratios);
    }

    /** Whether every round found the same texts. */
    boolean isSameWork() {
        Round first = plain.get(0);
        return pooled.stream().allMatch(first::isSameWorkAs) && plain.stream().allMatch(first::isSameWorkAs);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(line("worker pool", pooled));
        text.append(line("in process", plain));
        text.append("ratio of throughputs    ").append(ratio().text(2)).append('\n');
        text.append("ratio of processor time ").append(processorRatio().text(2)).append('\n');
        if (!isSameWork()) {
            text.append("NOT THE SAME WORK: ").append(pooled).append(plain).append('\n');
        }
        return text.toString();
    }

    private String line(String name, List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                "%-12s docs/s %s, MB/s %s, processor ms each %s%n",
                name,
                documentsPerSecond(rounds).text(1),
                megabytesPerSecond(rounds).text(2),
                processorMillis(rounds).text(2));
    }

    private Spread documentsPerSecond(List<Round> rounds) {
        return Spread.of(
                rounds.stream().map(round -> documents / round.seconds()).toList());
    }

    private Spread megabytesPerSecond(List<Round> rounds) {
        return Spread.of(
                rounds.stream().map(round -> bytes / 1e6 / round.seconds()).toList());
    }

    private Spread processorMillis(List<Round> rounds) {
        return Spread.of(rounds.stream()
                .map(round -> (double) round.processor().toMillis() / documents)
                .toList());
    }

    ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("documents", documents).put("bytes", bytes).put("sameWork", isSameWork());
        figures(root.putObject("pool"), pooled);
        figures(root.putObject("inProcess"), plain);
        figures(root.putObject("ratio"), ratio());
        figures(root.putObject("processorRatio"), processorRatio());
        return root;
    }

    private static void figures(ObjectNode node, Spread spread) {
        node.put("median", spread.median()).put("smallest", spread.smallest()).put("largest", spread.largest());
    }

    private void figures(ObjectNode node, List<Round> rounds) {
        node.put("documentsPerSecond", documentsPerSecond(rounds).median());
        node.put("megabytesPerSecond", megabytesPerSecond(rounds).median());
        node.put("processorMillisEach", processorMillis(rounds).median());
        rounds.forEach(round -> node.withArray("seconds").add(round.seconds()));
    }
}
