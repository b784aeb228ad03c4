package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.GenerationRefusedException;
import io.freshet.store.GenerationRefusedException.Reason;
import io.freshet.store.Head;
import io.freshet.store.HeadWatch;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The index in a directory of this machine. One process writes it; others may search what that one has synced.
 *
 * <p>As a writer and as a reader it follows the serving generation. A tenant is named {@code [a-z0-9-]{1,63}}; asking
 * for another name is an {@link IllegalArgumentException}, writing to one is invalid.
 */
public final class LuceneStore implements ChunkWriter, ChunkSearch, StoreAdmin, AutoCloseable {
    /** How many tenants stay open unless told otherwise. */
    public static final int OPEN_TENANTS = 256;

    private final GenerationsSide side;
    private final GenerationPorts following;

    private LuceneStore(GenerationsSide side) {
        this.side = side;
        this.following = new GenerationPorts(side, side::serving);
    }

    /** Opens the directory for writing and searching, creating it where there is none. */
    public static LuceneStore open(Path directory) throws StoreUnavailableException {
        return open(directory, OPEN_TENANTS);
    }

    /**
     * Opens the directory for writing and searching, creating it where there is none.
     *
     * @param openTenants about so many tenants of each generation stay open, and as many more as are used at once
     */
    public static LuceneStore open(Path directory, int openTenants) throws StoreUnavailableException {
        return new LuceneStore(Attempt.at(() -> WritingSide.open(directory, openTenants)));
    }

    /**
     * Opens the directory to search what another process writes there, which may be nothing yet. The writing side
     * throws {@link UnsupportedOperationException}.
     */
    public static LuceneStore openReadOnly(Path directory) {
        return openReadOnly(directory, OPEN_TENANTS);
    }

    /**
     * Opens the directory to search what another process writes there.
     *
     * @param openTenants about so many tenants of each generation stay open, and as many more as are used at once
     */
    public static LuceneStore openReadOnly(Path directory, int openTenants) {
        return new LuceneStore(new ReadingSide(directory, openTenants));
    }

    @Override
    public List<Generation> generations() throws StoreUnavailableException {
        return Attempt.at(side::manifest).generations();
    }

    @Override
    public Generation create(GenerationOrder order) throws StoreUnavailableException {
        return Attempt.at(() -> side.create(order));
    }

    @Override
    public void serve(int number) throws StoreUnavailableException, GenerationRefusedException {
        if (!Attempt.at(() -> side.serve(number))) {
            throw new GenerationRefusedException(Reason.UNKNOWN, number);
        }
    }

    @Override
    public void drop(int number) throws StoreUnavailableException, GenerationRefusedException {
        if (!Attempt.at(() -> side.drop(number))) {
            throw new GenerationRefusedException(Reason.SERVING, number);
        }
    }

    @Override
    public ChunkWriter writer(int number) {
        return ports(number);
    }

    @Override
    public ChunkSearch search(int number) {
        return ports(number);
    }

    private GenerationPorts ports(int number) {
        return new GenerationPorts(side, () -> Optional.of(side.manifest().require(number)));
    }

    @Override
    public IndexScan scan(int number) {
        return ports(number).scan();
    }

    /** All that the serving generation holds, row by row. */
    public IndexScan scan() {
        return following.scan();
    }

    @Override
    public IndexCounts count(int number, String tenant) throws StoreUnavailableException {
        return ports(number).count(tenant);
    }

    @Override
    public IndexCounts count(String tenant) throws StoreUnavailableException {
        return following.count(tenant);
    }

    @Override
    public void check() throws StoreUnavailableException {
        Attempt.at(() -> {
            side.check();
            return true;
        });
    }

    @Override
    public Optional<Generation> generation() throws StoreUnavailableException {
        return following.generation();
    }

    @Override
    public ChunkSearch pinned() throws StoreUnavailableException {
        return following.pinned();
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        return following.apply(batch);
    }

    @Override
    public void sync() throws StoreUnavailableException {
        following.sync();
    }

    @Override
    public void recordPositions(Map<Integer, Long> positions) throws StoreUnavailableException {
        following.recordPositions(positions);
    }

    @Override
    public Map<Integer, Long> positions() throws StoreUnavailableException {
        return following.positions();
    }

    @Override
    public void recordAsOf(Instant asOf) throws StoreUnavailableException {
        following.recordAsOf(asOf);
    }

    @Override
    public Optional<Instant> asOf() throws StoreUnavailableException {
        return following.asOf();
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        return following.search(query);
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return following.heads(tenant, documentIds);
    }

    @Override
    public Optional<HeadWatch> watch(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return following.watch(tenant, documentIds);
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return following.since(tenant, chunkIds);
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit)
            throws StoreUnavailableException {
        return following.chunks(tenant, documentId, after, limit);
    }

    @Override
    public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit)
            throws StoreUnavailableException {
        return following.passage(tenant, documentId, parent, limit);
    }

    /** Syncs and closes. */
    @Override
    public void close() throws StoreUnavailableException {
        Attempt.at(() -> {
            side.close();
            return true;
        });
    }
}
