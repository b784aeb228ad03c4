package io.freshet.ingest.publish;

/** The work belongs to another instance by now, or may belong to it, or the service is ending. */
public final class FenceClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FenceClosedException(String message) {
        super(message, null, false, false);
    }
}
