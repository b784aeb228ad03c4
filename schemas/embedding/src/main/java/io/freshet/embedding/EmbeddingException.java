package io.freshet.embedding;

import org.jspecify.annotations.Nullable;

/** Why an {@link Embedder} gave no vectors; no exception of a provider's client crosses the port. */
public final class EmbeddingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller can do about it. */
    public enum Kind {
        /** One of the texts will never be embedded. */
        INVALID,
        /** Too fast: slow down and try again. */
        OVERLOADED,
        /** Out of reach for now: hold and try again. */
        UNAVAILABLE
    }

    private final Kind kind;

    public EmbeddingException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
