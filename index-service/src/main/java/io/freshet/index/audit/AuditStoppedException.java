package io.freshet.index.audit;

/** The service ends before the audit does. */
final class AuditStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditStoppedException() {
        super("the service ended before the audit did; run it again", null, false, false);
    }
}
