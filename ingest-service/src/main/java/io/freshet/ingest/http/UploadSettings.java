package io.freshet.ingest.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an upload may be.
 *
 * @param inline bytes of the largest file that travels in its event, when there is a store for larger ones
 * @param largest bytes that a file may have, when there is a store
 * @param spool a directory of its own for multipart bodies while they are received; null for the system's
 */
public record UploadSettings(
        long inline, long largest, @Nullable Path spool) {

    /** The largest file that can travel in an event; Kafka's topics take records of 18 MiB. */
    public static final long MOST_INLINE = 16L << 20;
}
