package io.freshet.store.weaviate;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import io.freshet.store.weaviate.Refusal.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The ports of one generation, or of whichever serves. */
final class GenerationPorts implements ChunkWriter, ChunkSearch, IndexScan {
    private final Server server;
    private final Which which;

    GenerationPorts(Server server, Which which) {
        this.server = server;
        this.which = which;
    }

    /** Says which generation is meant now. */
    @FunctionalInterface
    interface Which {
        Optional<Generation> find() throws Refusal;
    }

    @Override
    public Optional<Generation> generation() throws StoreUnavailableException {
        return Server.answer(which::find);
    }

    @Override
    public ChunkSearch pinned() throws StoreUnavailableException {
        Optional<Generation> now = generation();
        return new GenerationPorts(server, () -> now);
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            return server.writer(require()).apply(batch);
        } catch (Refusal refusal) {
            Outcome outcome = new Outcome.Unavailable(refusal.text());
            return batch.stream().map(write -> outcome).toList();
        }
    }

    /** What the server acknowledged it has written to its log already; see the module's rationale for what that means. */
    @Override
    public void sync() throws StoreUnavailableException {
        Server.answer(this::require);
    }

    @Override
    public void recordPositions(Map<Integer, Long> positions) throws StoreUnavailableException {
        Server.answer(() -> {
            server.control().recordPositions(require().number(), positions);
            return true;
        });
    }

    @Override
    public Map<Integer, Long> positions() throws StoreUnavailableException {
        return Server.answer(() -> server.control().positions(require().number()));
    }

    @Override
    public void recordAsOf(Instant asOf) throws StoreUnavailableException {
        Server.answer(() -> {
            server.control().recordAsOf(require().number(), asOf);
            return true;
        });
    }

    @Override
    public Optional<Instant> asOf() throws StoreUnavailableException {
        return Server.answer(() -> {
            Optional<Generation> generation = which.find();
            return generation.isEmpty()
                    ? Optional.empty()
                    : server.control().asOf(generation.get().number());
        });
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        return read(generation -> generation.search(query), List.of());
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return read(generation -> generation.heads(tenant, documentIds), Map.of());
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return read(generation -> generation.since(tenant, chunkIds), Map.of());
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit)
            throws StoreUnavailableException {
        return read(generation -> generation.chunks(tenant, documentId, after, limit), List.of());
    }

    @Override
    public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit)
            throws StoreUnavailableException {
        return read(generation -> generation.passage(tenant, documentId, parent, limit), List.of());
    }

    IndexCounts count(String tenant) throws StoreUnavailableException {
        return read(generation -> generation.count(tenant), new IndexCounts(0, 0));
    }

    @Override
    public List<String> tenants() throws StoreUnavailableException {
        return scan(WeaviateGeneration::tenants);
    }

    @Override
    public Page<StoredChunk> chunks(String tenant, String after, int limit) throws StoreUnavailableException {
        return scan(generation -> generation.chunksAfter(tenant, after, limit));
    }

    @Override
    public Page<Head> heads(String tenant, String after, int limit) throws StoreUnavailableException {
        return scan(generation -> generation.headsAfter(tenant, after, limit));
    }

    @Override
    public Map<UUID, StoredChunk> chunks(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return scan(generation -> generation.storedChunks(tenant, chunkIds));
    }

    private Generation require() throws Refusal {
        return which.find().orElseThrow(() -> new Refusal(Kind.TRANSIENT, "there is no index yet", null));
    }

    private <T> T scan(Reading<T> reading) throws StoreUnavailableException {
        return Server.answer(() -> reading.from(server.open(require())));
    }

    private <T> T read(Reading<T> reading, T nothing) throws StoreUnavailableException {
        return Server.answer(() -> {
            Optional<Generation> generation = which.find();
            if (generation.isEmpty()) {
                return nothing;
            }
            try {
                return reading.from(server.open(generation.get()));
            } catch (Refusal refusal) {
                return readFromAnother(generation.get(), refusal, reading);
            }
        });
    }

    /** Another process may have let another generation serve a moment ago, and dropped this one. */
    private <T> T readFromAnother(Generation gone, Refusal refusal, Reading<T> reading) throws Refusal {
        if (refusal.kind() == Kind.NO_COLLECTION) {
            server.freshManifest();
            Optional<Generation> now = which.find();
            if (now.isPresent() && now.get().number() != gone.number()) {
                return reading.from(server.open(now.get()));
            }
        }
        throw refusal;
    }

    /** Something read from a generation. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(WeaviateGeneration generation) throws Refusal;
    }
}
