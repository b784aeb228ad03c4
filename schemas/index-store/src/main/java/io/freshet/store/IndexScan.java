package io.freshet.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that an index holds, row by row, visible or not: for whoever compares it with where it came from. Safe for use by
 * several threads, also while others write.
 *
 * <p>Paging misses nothing: a row that is there from the first page to the last is on one of them, however many others
 * come and go meanwhile.
 */
public interface IndexScan {

    /** Everybody who has anything stored. */
    List<String> tenants() throws StoreUnavailableException;

    /** A page of a tenant's chunks: the first after {@code ""}, and each other after what the one before calls next. */
    Page<StoredChunk> chunks(String tenant, String after, int limit) throws StoreUnavailableException;

    /** A page of a tenant's heads, likewise. */
    Page<Head> heads(String tenant, String after, int limit) throws StoreUnavailableException;

    /** Chunks as stored now, by id; chunks that are not stored are absent. */
    Map<UUID, StoredChunk> chunks(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException;

    /** Heads as stored now, by document id; documents without a head are absent. */
    Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException;

    /**
     * Rows in no particular order.
     *
     * @param next after what the next page begins; empty when this is the last
     */
    record Page<T>(List<T> rows, String next) {
        public Page {
            rows = List.copyOf(rows);
        }

        public boolean isLast() {
            return next.isEmpty();
        }
    }

    /**
     * A chunk with its vector.
     *
     * @param vector scaled as {@link UnitVector} scales it, number by number
     */
    record StoredChunk(Chunk chunk, float[] vector) {}
}
