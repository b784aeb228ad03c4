package io.freshet.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The writing side of one generation of the index. One thread per document at a time; different documents may be written at once.
 *
 * <p>A caller that wants edits to be seen whole writes in three calls: chunks put, heads put or deleted, chunks
 * deleted.
 */
public interface ChunkWriter {

    /**
     * Applies the writes in any order; a batch holds at most one write per chunk and per head.
     *
     * @return one outcome per write, in the order of the writes
     */
    List<Outcome> apply(List<Write> batch);

    /** Heads as stored, by document id; documents without a head are absent. */
    Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException;

    /** The {@code since} of stored chunks, by chunk id; chunks that are not stored are absent. */
    Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException;

    /** Remembers beside the index: everything published before that moment is in it. */
    void recordAsOf(Instant asOf) throws StoreUnavailableException;

    /**
     * Returns once all that was accepted so far survives a crash. Only then may the positions it came from be
     * committed.
     */
    void sync() throws StoreUnavailableException;

    /**
     * Remembers beside the index how far it goes: the next offset of each of these partitions of the changes. Only what
     * was synced may be recorded.
     */
    void recordPositions(Map<Integer, Long> positions) throws StoreUnavailableException;

    /**
     * How far the index goes, by partition; partitions nothing was recorded for are absent. An index that was emptied,
     * or put back from a copy, says so here, whatever others believe to have written.
     */
    Map<Integer, Long> positions() throws StoreUnavailableException;
}
