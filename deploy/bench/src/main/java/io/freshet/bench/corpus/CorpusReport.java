package io.freshet.bench.corpus;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of a run. */
final class CorpusReport {
    private static final int SLOWEST = 20;

    private final List<Line> lines;
    private final Outcomes outcomes;

    CorpusReport(List<Line> lines, Outcomes outcomes) {
        this.lines = lines;
        this.outcomes = outcomes;
    }

    /** Whether every file has an outcome, and a dead letter exactly when that is a failure. */
    boolean isWhole() {
        return lost().isEmpty() && unburied().isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        long bytes = lines.stream().mapToLong(Line::bytes).sum();
        text.append(String.format(Locale.ROOT, "%d files, %.1f MB%n%n", lines.size(), bytes / 1e6));
        table(text, "outcome", Line::code);
        table(text, "extension and outcome", line -> extension(line) + " " + line.code());
        table(text, "media type of text", CorpusReport::mediaType);
        table(text, "warnings of text", CorpusReport::warnings);
        text.append("slowest\n");
        lines.stream()
                .sorted(Comparator.comparingDouble(Line::seconds).reversed())
                .limit(SLOWEST)
                .forEach(line -> text.append(String.format(
                        Locale.ROOT, "  %8.2f s  %-16s %s%n", line.seconds(), line.code(), line.documentId())));
        text.append("\nwithout an outcome: ").append(lost()).append('\n');
        text.append("failed without a dead letter, or the other way round: ")
                .append(unburied())
                .append('\n');
        text.append("with more than one outcome: ")
                .append(lines.stream()
                        .map(Line::documentId)
                        .filter(id -> outcomes.count(id) > 1)
                        .toList())
                .append('\n');
        return text.toString();
    }

    private List<String> lost() {
        return lines.stream()
                .filter(line -> line.outcome() == null)
                .map(Line::documentId)
                .toList();
    }

    private List<String> unburied() {
        Set<String> buried = outcomes.buried();
        return lines.stream()
                .filter(line -> line.outcome() != null && !line.code().startsWith("HTTP"))
                .filter(line -> line.code().equals(Outcome.TEXT) == buried.contains(line.documentId()))
                .map(Line::documentId)
                .toList();
    }

    private void table(StringBuilder text, String title, Function<Line, String> group) {
        Map<String, Long> counts =
                lines.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.counting()));
        counts.remove("");
        text.append(title).append('\n');
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry ->
                        text.append(String.format(Locale.ROOT, "  %6d  %s%n", entry.getValue(), entry.getKey())));
        text.append('\n');
    }

    private static String extension(Line line) {
        String name = line.documentId().substring(line.documentId().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "(none)" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    private static String mediaType(Line line) {
        return line.outcome() == null ? "" : line.outcome().mediaType();
    }

    private static String warnings(Line line) {
        return line.outcome() == null ? "" : String.join(",", line.outcome().warnings());
    }
}
