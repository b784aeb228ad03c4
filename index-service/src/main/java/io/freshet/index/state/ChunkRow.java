package io.freshet.index.state;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to write a chunk again without embedding it again.
 *
 * @param vector as on the wire
 * @param modelId the model that made the vector; null in rows of old, which have their document's
 */
public record ChunkRow(
        String text,
        List<String> headingPath,
        ByteBuffer vector,
        @Nullable String modelId) {
    /** Copies the heading path. */
    public ChunkRow {
        headingPath = List.copyOf(headingPath);
    }
}
