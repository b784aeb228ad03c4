package io.freshet.index.state;

import io.freshet.records.Origin;

/**
 * What a document is to become.
 *
 * @param text where its text comes from
 */
public record Wanted(Standing standing, TextFrom text) {

    /** Where the text of a wanted standing comes from. */
    public enum TextFrom {
        /** Nothing that is shown changes: only the head does. */
        UNTOUCHED,
        /** The chunks in service, with another standing. */
        IN_SERVICE,
        /** The event that waits. */
        ARRIVED
    }

    /** Returns the same, accounting for a newer event. */
    public Wanted at(Origin newer) {
        return new Wanted(standing.at(newer), text);
    }
}
