package io.freshet.index.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an audit goes, or went. It names documents and never says what is in them.
 *
 * @param partitions those that are audited; null while it is not known who writes what
 * @param elsewhere partitions that were asked for and that another process writes
 * @param partitionsDone of them
 * @param changesRead records of the log
 * @param rowsSeen rows of the store, those of others included
 * @param rows how many rows there should be, in the partitions that are done
 * @param unreadable changes that nobody can read, which say nothing of the store
 * @param drift rows that differed, by kind
 * @param repaired rows that were put right, by kind
 * @param refused rows that the store will never take as they should be, by kind
 * @param incomplete true when so much differed that not all of it was looked for
 * @param problem why it failed, or why nothing was repaired
 * @param examples some of what differed
 */
public record AuditReport(
        String id,
        State state,
        @Nullable Integer generation,
        boolean repair,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Collection<Integer> partitions,
        @Nullable Collection<Integer> elsewhere,
        int partitionsDone,
        long changesRead,
        long rowsSeen,
        long rows,
        long unreadable,
        Map<String, Long> drift,
        Map<String, Long> repaired,
        Map<String, Long> refused,
        boolean incomplete,
        @Nullable String problem,
        List<Example> examples) {

    /** What became of it. */
    public enum State {
        RUNNING,
        /** Nothing differed. */
        CLEAN,
        /** Something differed and is not all put right. */
        DRIFT,
        /** Something differed and is put right. */
        REPAIRED,
        /** It could not be done, or not to the end. */
        FAILED
    }

    /**
     * A row that differed.
     *
     * @param chunkId null for the head of the document
     */
    public record Example(
            String kind,
            String tenant,
            String documentId,
            @Nullable String chunkId) {

        static Example of(Drift drift) {
            RowKey key = drift.key();
            return new Example(
                    drift.kind().label(),
                    key.tenant(),
                    key.documentId(),
                    key.chunkId() == null ? null : key.chunkId().toString());
        }
    }

    static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
