package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.state.ChunkEntry;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A chunk to be written.
 *
 * @param isNew whether what is kept of it must be written: it is new, or made anew
 * @param vector as on the wire; null until it is embedded
 */
record PlannedChunk(
        ChunkEntry entry,
        ChunkDraft draft,
        boolean isNew,
        @Nullable ByteBuffer vector) {

    PlannedChunk withVector(ByteBuffer newVector) {
        return new PlannedChunk(entry, draft, isNew, newVector);
    }
}
