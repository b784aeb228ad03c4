package io.freshet.index.topology;

/** The embedder did not answer for longer than a record may take; the transaction is undone and tried again. */
public final class EmbedderUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbedderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
