package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.state.DocumentState;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import java.util.List;

/**
 * An event on its way through the topology.
 *
 * @param state what was known of the document before it
 * @param superseded whether a newer version was accepted already
 * @param drafts the chunks of its text; empty for events without text
 */
record Incoming(
        DocumentKey document,
        ExtractedDocument event,
        DocumentState state,
        boolean superseded,
        List<ChunkDraft> drafts) {

    Incoming withDrafts(List<ChunkDraft> newDrafts) {
        return new Incoming(document, event, state, superseded, newDrafts);
    }
}
