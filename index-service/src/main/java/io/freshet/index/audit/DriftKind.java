package io.freshet.index.audit;

import java.util.Locale;

/** How a row of the index can differ from what the log says. */
public enum DriftKind {
    /** It should be stored and is not. */
    MISSING,
    /** It is stored and should not be. */
    EXTRA,
    /** An older state of it is stored. */
    STALE,
    /** Something else is stored than was ever written, or a head hides what it should show. */
    ALTERED,
    /** It is stored for a tenant to whom it does not belong, though the log has it for another. */
    WRONG_TENANT;

    /** The name in metrics and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
