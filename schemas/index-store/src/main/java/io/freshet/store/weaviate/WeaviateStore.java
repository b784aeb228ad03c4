package io.freshet.store.weaviate;

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
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The index in a Weaviate server. Any number of processes may read it; of those that write, each has documents of its own.
 *
 * <p>As a writer and as a reader it follows the serving generation. A tenant is named {@code [a-z0-9-]{1,63}}; asking
 * for another name is an {@link IllegalArgumentException}, writing to one is invalid. The connection is made when it is
 * first needed.
 */
public final class WeaviateStore implements ChunkWriter, ChunkSearch, StoreAdmin, AutoCloseable {
    private final Server server;
    private final GenerationPorts following;

    private WeaviateStore(Server server) {
        this.server = server;
        this.following = new GenerationPorts(server, server::serving);
    }

    /** The store at this server, which may be down for now. */
    public static WeaviateStore open(WeaviateSettings settings) {
        return new WeaviateStore(new Server(settings, Clock.systemUTC()));
    }

    @Override
    public List<Generation> generations() throws StoreUnavailableException {
        return Server.answer(server::freshManifest).generations();
    }

    @Override
    public Generation create(GenerationOrder order) throws StoreUnavailableException {
        return Server.answer(() -> server.create(order));
    }

    @Override
    public void serve(int number) throws StoreUnavailableException, GenerationRefusedException {
        if (!Server.answer(() -> server.serve(number))) {
            throw new GenerationRefusedException(Reason.UNKNOWN, number);
        }
    }

    @Override
    public void drop(int number) throws StoreUnavailableException, GenerationRefusedException {
        if (!Server.answer(() -> server.drop(number))) {
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

    @Override
    public IndexScan scan(int number) {
        return ports(number);
    }

    private GenerationPorts ports(int number) {
        return new GenerationPorts(server, () -> Optional.of(server.require(number)));
    }

    /** All that the serving generation holds, row by row. */
    public IndexScan scan() {
        return following;
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
        Server.answer(() -> {
            server.check();
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

    @Override
    public void close() {
        server.close();
    }
}
