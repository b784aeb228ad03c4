package io.freshet.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reading side of the index. Safe for use by several threads. A tenant nobody has written to is empty, not an
 * error.
 *
 * <p>What comes back is what is stored, visible or not: callers look at the {@link Head} to decide.
 */
public interface ChunkSearch {

    List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException;

    /** Heads by document id; documents without a head are absent. */
    Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException;

    /** The stored chunks of a document in reading order, from the one after {@code after} (empty: the first). */
    List<Chunk> chunks(String tenant, String documentId, String after, int limit) throws StoreUnavailableException;

    /**
     * Everything published before that moment is in the index; empty until that is known. It holds for searches begun
     * afterwards, so ask first and search then.
     */
    Optional<Instant> asOf() throws StoreUnavailableException;
}
