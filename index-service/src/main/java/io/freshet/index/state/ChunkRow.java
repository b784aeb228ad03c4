package io.freshet.index.state;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is needed to write a chunk again without embedding it again.
 *
 * @param vector as on the wire
 */
public record ChunkRow(String text, List<String> headingPath, ByteBuffer vector) {
    /** Copies the heading path. */
    public ChunkRow {
        headingPath = List.copyOf(headingPath);
    }
}
