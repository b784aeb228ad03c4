package io.freshet.index.freshness;

import java.time.Instant;
import java.util.Map;

/** What the watermark needs to know of the log. */
interface LogView {

    /** Where the group goes on, per partition; partitions it never committed are absent. */
    Map<Integer, Long> committed(StagePositions stage) throws InterruptedException;

    /**
     * First and next offset per partition. Open transactions count: the markers that end one reach the partitions of the
     * positions and of the records one after the other, so what follows from a committed position may still look open.
     */
    Map<Integer, Range> ranges(String topic) throws InterruptedException;

    /**
     * The times of the first committed records at or after the offsets; absent where there are none before the ranges'
     * ends. Waits for open transactions.
     */
    Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> ranges) throws InterruptedException;

    /** What the table in the topic holds, folded up to its end as it is now; a topic that is not there holds nothing. */
    Waiting waiting(String topic) throws InterruptedException;

    /** Offsets, end exclusive. */
    record Range(long start, long end) {}
}
