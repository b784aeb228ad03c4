package io.freshet.embedding;

import java.time.Duration;
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
    private final @Nullable Integer culprit;
    private final transient @Nullable Duration retryAfter;
    private final boolean misconfigured;

    public EmbeddingException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, null, null);
    }

    /** With what the provider or a decorator knows beyond the kind. */
    public EmbeddingException(
            Kind kind,
            String message,
            @Nullable Throwable cause,
            @Nullable Integer culprit,
            @Nullable Duration retryAfter) {
        this(kind, message, cause, culprit, retryAfter, false);
    }

    private EmbeddingException(
            Kind kind,
            String message,
            @Nullable Throwable cause,
            @Nullable Integer culprit,
            @Nullable Duration retryAfter,
            boolean misconfigured) {
        super(message, cause);
        this.kind = kind;
        this.culprit = culprit;
        this.retryAfter = retryAfter;
        this.misconfigured = misconfigured;
    }

    /**
     * Of kind UNAVAILABLE, and so until somebody changes a setting or the provider: a wrong key, address or model. No text
     * is to blame.
     */
    public static EmbeddingException misconfigured(String message, @Nullable Throwable cause) {
        return new EmbeddingException(Kind.UNAVAILABLE, message, cause, null, null, true);
    }

    /** The same failure of a longer list, in which the culprit stands elsewhere. */
    public EmbeddingException withCulprit(int index) {
        return new EmbeddingException(kind, String.valueOf(getMessage()), this, index, retryAfter, misconfigured);
    }

    /** Which of the texts, counted from 0, will never be embedded; null when that is not known. */
    public @Nullable Integer culprit() {
        return culprit;
    }

    /** How long the provider wants to be left alone; null when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether it lasts until somebody changes a setting. */
    public boolean isMisconfigured() {
        return misconfigured;
    }

    public Kind kind() {
        return kind;
    }
}
