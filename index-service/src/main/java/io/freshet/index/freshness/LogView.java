package io.freshet.index.freshness;

import java.time.Instant;
import java.util.Map;

/** What the watermark needs to know of the log. */
interface LogView {

    /** Where the group goes on, per partition; partitions it never committed are absent. */
    Map<Integer, Long> committed(StagePositions stage) throws InterruptedException;

    /** First and next offset per partition; open transactions are not counted. */
    Map<Integer, Range> ranges(String topic) throws InterruptedException;

    /** The times of the first records at or after the offsets; absent where there are none before the ranges' ends. */
    Map<Integer, Instant> firstTimes(String topic, Map<Integer, Range> ranges) throws InterruptedException;

    /** Offsets, end exclusive. */
    record Range(long start, long end) {}
}
