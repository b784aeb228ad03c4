package io.freshet.ingest.stream;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What has kept a record from being finished, and since when, in this process. One thread at a time asks. */
public final class Troubles {

    /** What patience ends with. */
    public enum Trouble {
        /** Its content cannot be reached. */
        CONTENT,
        /** It cannot be told whether its document has moved on. */
        PLACE
    }

    private final LongSupplier nanos;
    private final Map<Trouble, Long> begins = new EnumMap<>(Trouble.class);

    public Troubles(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Returns how long ago the record had this trouble for the first time, which may be now. */
    public synchronized Duration since(Trouble trouble) {
        long now = nanos.getAsLong();
        return Duration.ofNanos(now - begins.computeIfAbsent(trouble, unused -> now));
    }
}
