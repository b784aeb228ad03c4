package io.freshet.ingest.publish;

/** The work belongs to another instance by now, or the service is ending; it is dropped here and done again there. */
public final class FenceClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FenceClosedException() {
        super("the partition is no longer ours", null, false, false);
    }
}
