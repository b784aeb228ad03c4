package io.freshet.bench.corpus;

import org.jspecify.annotations.Nullable;

/**
 * A file and what became of it.
 *
 * @param bytes the file's size
 * @param seconds from sending it to reading its outcome
 * @param outcome null when there was none in time
 */
record Line(
        String documentId,
        long bytes,
        double seconds,
        @Nullable Outcome outcome) {

    String code() {
        return outcome == null ? "LOST" : outcome.code();
    }

    /** One line of a table with tabs between its columns. */
    String tabbed() {
        String what = outcome == null
                ? "\t\t\t\t"
                : String.join(
                        "\t",
                        outcome.mediaType(),
                        String.valueOf(outcome.blocks()),
                        String.valueOf(outcome.characters()),
                        String.join(",", outcome.warnings()),
                        outcome.message());
        return String.format(java.util.Locale.ROOT, "%s\t%d\t%.3f\t%s\t%s", documentId, bytes, seconds, code(), what);
    }
}
