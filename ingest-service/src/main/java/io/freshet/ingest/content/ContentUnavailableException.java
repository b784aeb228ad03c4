package io.freshet.ingest.content;

/** Whoever keeps the bytes cannot be reached now; it says nothing about the event. */
public final class ContentUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public ContentUnavailableException(String message) {
        super(message);
    }

    public ContentUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
