package io.freshet.store.weaviate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server, or the way to it, did not do what was asked. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    enum Kind {
        /** The same may work later. */
        TRANSIENT,
        /** The same may work later, and less of it sooner. */
        OVERLOADED,
        /** The message is larger than the server takes. */
        TOO_LARGE,
        /** The tenant is not there. */
        NO_TENANT,
        /** The tenant is there, but not loaded. */
        COLD_TENANT,
        /** The collection is not there. */
        NO_COLLECTION,
        /** What was sent is wrong and stays so. */
        INVALID,
        /** Nothing is known about this text. */
        UNKNOWN
    }

    private final Kind kind;

    Refusal(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return Objects.requireNonNullElse(getMessage(), "no reason given");
    }
}
