package io.freshet.ingest.source;

/** Something that the event needs is away; the event keeps its place and is handled again. */
final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;

    HeldException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
