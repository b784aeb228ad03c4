package io.freshet.ingest.event;

/**
 * How much may be sent at once.
 *
 * @param events events in one request
 * @param content bytes of the file in one event
 */
public record EventLimits(int events, long content) {

    /** What a service accepts when nothing else is said. */
    public static final EventLimits USUAL = new EventLimits(1000, 16L << 20);
}
