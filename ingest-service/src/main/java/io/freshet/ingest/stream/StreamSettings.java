package io.freshet.ingest.stream;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import java.time.Duration;

/** How much of the stream is in hand at a time, and how long what cannot be had is waited for. */
public record StreamSettings(
        @Doc("Bytes of records that wait or are handled before no more are taken; one record may go beyond it.")
        @Default("32MiB")
        ByteSize maxBytes,

        @Doc("Records that wait or are handled before no more are taken.")
        @Default("1000")
        @Range(min = 1, max = 1000000)
        int maxRecords,

        @Doc("Offsets a partition may go on past its first unfinished record, which are read again after a crash.")
        @Default("10000")
        @Range(min = 1, max = 10000000)
        int maxSpread,

        @Doc("How often what is finished is committed.") @Default("1s")
        Duration commitInterval,

        @Doc(
                "How long content that cannot be reached is asked for before its event becomes a dead letter, and for how long"
                        + " it is tried to tell whether a replay comes too late.")
        @Default("15m")
        Duration contentPatience) {

    public StreamSettings {
        if (maxBytes.bytes() < 1) {
            throw new IllegalArgumentException("max-bytes must be more than nothing");
        }
    }
}
