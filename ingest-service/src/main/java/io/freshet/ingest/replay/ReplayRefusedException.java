package io.freshet.ingest.replay;

/** A dead letter cannot be replayed, now or later. */
public final class ReplayRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. The set is closed. */
    public enum Reason {
        /** There is no letter of this id, or it is another tenant's. */
        UNKNOWN_LETTER,
        /** Sending the record again would not help, or could do harm. */
        NOT_REPLAYABLE,
        /** The document has moved on. */
        SUPERSEDED,
        /** The record is no longer there. */
        ORIGINAL_GONE
    }

    ReplayRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
