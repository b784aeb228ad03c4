package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.state.ChunkEntry;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A chunk to be written.
 *
 * @param isNew whether it is not in service
 * @param isStored whether what is kept of it is stored as it will be
 * @param vector as on the wire; null until it is embedded
 */
record PlannedChunk(
        ChunkEntry entry,
        ChunkDraft draft,
        boolean isNew,
        boolean isStored,
        @Nullable ByteBuffer vector) {

    PlannedChunk withStored(ByteBuffer newVector) {
        return new PlannedChunk(entry, draft, isNew, true, newVector);
    }
}
