package io.freshet.index.topology;

import io.freshet.index.state.Arrival;
import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Waiting;
import io.freshet.records.DocumentKey;
import org.jspecify.annotations.Nullable;

/**
 * An event that is news, with all that is known of its document.
 *
 * @param inService what the index has been told of the document
 * @param waiting the change of the document that waits for vectors; null when none does
 * @param verdict what the event is to the newest of the two
 */
record Incoming(
        DocumentKey document,
        Arrival arrival,
        DocumentState inService,
        @Nullable Waiting waiting,
        Gate.Verdict verdict) {}
