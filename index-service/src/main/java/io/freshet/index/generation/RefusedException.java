package io.freshet.index.generation;

/** Why an operator's wish is not done. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reasons; each is a stable code. */
    public enum Reason {
        /** There is no generation of this number. */
        UNKNOWN_GENERATION,
        /** It serves, and somebody has to. */
        SERVING,
        /** It does not hold yet what the serving one holds. */
        NOT_READY,
        /** Another generation is made with its help. */
        NEEDED,
        /** There is nothing configured to migrate to. */
        NOT_CONFIGURED,
        /** The serving generation is what was asked for. */
        NOTHING_TO_DO
    }

    private final Reason reason;

    public RefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
