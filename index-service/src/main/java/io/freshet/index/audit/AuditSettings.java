package io.freshet.index.audit;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import java.time.Duration;

/** How the index is audited. */
public record AuditSettings(
        @Doc("How often the serving index is compared with its changes; 0s for never by itself.") @Default("24h")
        Duration every,

        @Doc("Whether an audit that runs by itself repairs what it finds, or only reports it.") @Default("true")
        boolean repair,

        @Doc("Most records and rows that an audit reads in a second, so that searches do not notice it.")
        @Default("10000")
        @Range(min = 1, max = 10_000_000)
        int rate,

        @Doc(
                "Memory of what an audit knows of the log, 60 to 115 bytes a chunk; partitions that do not fit together are"
                        + " audited one after the other.")
        @Default("64MiB")
        ByteSize memory,

        @Doc("Nothing is repaired when more than so many percent of the index would be removed, and at least a thousand"
                + " rows: then it is more likely that the log is not the right one.")
        @Default("10")
        @Range(min = 0, max = 100)
        int mostRemoved) {}
