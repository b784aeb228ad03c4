package io.freshet.ingest.stream;

/** Something that a record needs is away; the record keeps its place and is handled again. */
public final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean soonOver;

    public HeldException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
        soonOver = false;
    }

    private HeldException(String message) {
        super(message, null, false, false);
        soonOver = true;
    }

    /** Nothing is wrong: others have the turn. */
    public static HeldException untilItsTurn(String message) {
        return new HeldException(message);
    }

    boolean isSoonOver() {
        return soonOver;
    }
}
