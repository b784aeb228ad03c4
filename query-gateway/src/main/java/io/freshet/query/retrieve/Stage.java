package io.freshet.query.retrieve;

import java.util.Locale;

/** A part of a search that is timed on its own. */
public enum Stage {
    EMBED,
    STORE,
    VISIBILITY,
    TOTAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
