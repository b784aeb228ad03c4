package io.freshet.store;

/** What was asked for cannot be done with that generation. */
public final class GenerationRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why; there is no other reason. */
    public enum Reason {
        /** There is no generation of this number. */
        UNKNOWN,
        /** It serves, and somebody has to. */
        SERVING
    }

    private final Reason reason;

    public GenerationRefusedException(Reason reason, int number) {
        super(
                reason == Reason.UNKNOWN
                        ? "there is no generation " + number
                        : "generation " + number + " serves; let another one serve first");
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
