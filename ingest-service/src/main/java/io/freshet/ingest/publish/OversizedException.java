package io.freshet.ingest.publish;

/** A record is larger than Kafka takes; it is the record that is at fault. */
public final class OversizedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public OversizedException(Throwable cause) {
        super("the record is larger than Kafka takes", cause);
    }
}
