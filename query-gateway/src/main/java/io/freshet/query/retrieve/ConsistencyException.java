package io.freshet.query.retrieve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an answer that includes the caller's own writes cannot be given. */
public final class ConsistencyException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller can do about it. */
    public enum Kind {
        /** Not a token of this service: correct it. */
        BAD_TOKEN,
        /** The write has not arrived within the time allowed: ask again. */
        NOT_YET_VISIBLE,
        /** Too many callers wait already: ask again later. */
        TOO_MANY_WAITING
    }

    /**
     * A write that was waited for in vain.
     *
     * @param knownOffset how far the document has come, when it is known to the caller at all
     */
    public record Pending(Token token, @Nullable Long knownOffset) {}

    private final Kind kind;
    private final transient List<Pending> pending;

    private ConsistencyException(Kind kind, String message, List<Pending> pending) {
        super(message);
        this.kind = kind;
        this.pending = List.copyOf(pending);
    }

    static ConsistencyException badToken(String message) {
        return new ConsistencyException(Kind.BAD_TOKEN, message, List.of());
    }

    static ConsistencyException notYetVisible(List<Pending> pending) {
        return new ConsistencyException(
                Kind.NOT_YET_VISIBLE, "the change has not become visible within the time allowed", pending);
    }

    static ConsistencyException tooManyWaiting() {
        return new ConsistencyException(
                Kind.TOO_MANY_WAITING, "too many requests are waiting for changes to become visible", List.of());
    }

    public Kind kind() {
        return kind;
    }

    public List<Pending> pending() {
        return pending;
    }
}
