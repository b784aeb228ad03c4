package io.freshet.index.state;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk in its document.
 *
 * @param path hash of the heading path: equal embedded text may be cut into path and text in two ways
 * @param since the sequence that introduced it
 * @param parent the first chunk of the passage it was cut from; null when chunks are shown as they are
 */
public record ChunkEntry(
        UUID id,
        String order,
        @Nullable Integer page,
        int path,
        long since,
        @Nullable UUID parent) {}
