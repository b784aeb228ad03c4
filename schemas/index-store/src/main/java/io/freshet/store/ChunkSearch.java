package io.freshet.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The reading side of the index. Safe for use by several threads. A tenant nobody has written to is empty, not an
 * error.
 *
 * <p>It follows the serving generation: two calls may read from two of them. Whoever needs several calls to agree reads
 * from one that is {@link #pinned()}.
 *
 * <p>What comes back is what is stored, visible or not: callers look at the {@link Head} to decide.
 */
public interface ChunkSearch {

    /** The generation that is read from now; empty while there is none. */
    Optional<Generation> generation() throws StoreUnavailableException;

    /** The reading side of the generation that serves now, and of no other. Meant for one search, not for keeping. */
    ChunkSearch pinned() throws StoreUnavailableException;

    List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException;

    /** Heads by document id; documents without a head are absent. */
    Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException;

    /**
     * Begins to watch heads of this generation. Empty where the store does not hear of what is written; look at the
     * heads from time to time then.
     */
    default Optional<HeadWatch> watch(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return Optional.empty();
    }

    /** The stored chunks of a document in reading order, from the one after {@code after} (empty: the first). */
    List<Chunk> chunks(String tenant, String documentId, String after, int limit) throws StoreUnavailableException;

    /**
     * The stored chunks of a document's passage in reading order, from its first; {@code parent} is that of {@link
     * Chunk#parent}.
     */
    List<Chunk> passage(String tenant, String documentId, UUID parent, int limit) throws StoreUnavailableException;

    /**
     * Everything published before that moment is in the index; empty until that is known. It holds for searches begun
     * afterwards, so ask first and search then.
     */
    Optional<Instant> asOf() throws StoreUnavailableException;
}
