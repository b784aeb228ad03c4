package io.freshet.index.write;

import io.freshet.records.DocumentKey;
import io.freshet.store.Write;

/** A change in the form of the store, not done yet. */
record Pending(Change change, Write write) {

    DocumentKey document() {
        return change.key().document();
    }

    long bytes() {
        byte[] value = change.record().value();
        return value == null ? 0 : value.length;
    }
}
