package io.freshet.index.audit;

/** An audit that is not begun. */
public final class AuditRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why, for programs. */
    public enum Reason {
        AUDIT_RUNNING,
        UNKNOWN_GENERATION
    }

    AuditRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
