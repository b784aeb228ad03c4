package io.freshet.index.state;

import io.freshet.records.Origin;
import java.util.List;
import java.util.UUID;

/**
 * What is remembered of a document: what the index has been told of it.
 *
 * @param sequence counts the accepted changes
 * @param modelId the model that made the vectors of all its chunks
 * @param chunks the chunks in service, in reading order
 * @param removed the chunks that this sequence retired
 */
public record DocumentState(
        long sequence, Standing standing, String modelId, List<ChunkEntry> chunks, List<UUID> removed) {

    /** Copies the lists. */
    public DocumentState {
        chunks = List.copyOf(chunks);
        removed = List.copyOf(removed);
    }

    /** Returns what is known of a document that was never accepted: nothing but where it was mentioned. */
    public static DocumentState unknown(Origin origin, String modelId) {
        return new DocumentState(0, Standing.unknown(origin), modelId, List.of(), List.of());
    }

    /** Returns the same sequence and chunks with another standing. */
    public DocumentState with(Standing newStanding) {
        return new DocumentState(sequence, newStanding, modelId, chunks, removed);
    }
}
