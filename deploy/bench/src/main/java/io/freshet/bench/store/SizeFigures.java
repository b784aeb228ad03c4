package io.freshet.bench.store;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was measured at one size.
 *
 * @param added how many of the chunks were loaded for this size
 * @param loadSeconds that the store took for those
 * @param settleSeconds after that until it was at rest
 * @param heapMegabytes of this process, in use after a collection
 * @param recall of the vector leg's ten nearest
 */
record SizeFigures(
        int chunks,
        int added,
        double loadSeconds,
        double settleSeconds,
        double residentMegabytes,
        double heapMegabytes,
        double diskMegabytes,
        double recall,
        List<Row> rows,
        List<String> notes) {

    /**
     * One way to ask, by so many callers at once.
     *
     * @param ours by our adapter while nothing else happened
     * @param raw without our adapter, in turns with it
     * @param edited by our adapter while chunks were edited
     * @param editsPerSecond that the store took meanwhile
     */
    record Row(
            int callers,
            boolean narrow,
            Asking.Answers ours,
            Asking.Answers raw,
            Asking.Answers edited,
            double editsPerSecond) {

        double overhead() {
            return ours.p50() / raw.p50();
        }

        double underEdits() {
            return edited.p99() / ours.p99();
        }

        private String text() {
            return String.format(
                    Locale.ROOT,
                    "%7d %-6s %8.2f %8.2f %8.0f %8.2f %8.2f %8.2f %10.2f %8.2f %8.2f %8.0f",
                    callers,
                    narrow ? "filter" : "all",
                    ours.p50(),
                    ours.p99(),
                    ours.perSecond(),
                    raw.p50(),
                    raw.p99(),
                    overhead(),
                    edited.p50(),
                    edited.p99(),
                    underEdits(),
                    editsPerSecond);
        }
    }

    String text() {
        return String.format(
                        Locale.ROOT,
                        "%n%,d chunks: %,d loaded at %.0f a second, at rest %.0f s later; %.0f MB resident, %.0f MB of"
                                + " heap, %.0f MB on disk; recall@%d %.3f; %s%n",
                        chunks,
                        added,
                        added / loadSeconds,
                        settleSeconds,
                        residentMegabytes,
                        heapMegabytes,
                        diskMegabytes,
                        Truth.NEAREST,
                        recall,
                        String.join(", ", notes))
                + String.format(
                        Locale.ROOT,
                        "%7s %-6s %8s %8s %8s %8s %8s %8s %10s %8s %8s %8s%n",
                        "callers",
                        "",
                        "p50 ms",
                        "p99",
                        "a second",
                        "raw p50",
                        "raw p99",
                        "ratio",
                        "edited p50",
                        "p99",
                        "ratio",
                        "edits/s")
                + rows.stream().map(Row::text).collect(Collectors.joining("\n"));
    }
}
