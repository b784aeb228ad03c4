package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.HeadWatch;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The ports of one generation, or of whichever serves: which one it is, is found out for each call anew. */
final class GenerationPorts implements ChunkWriter, ChunkSearch {
    private final GenerationsSide side;
    private final Which which;

    GenerationPorts(GenerationsSide side, Which which) {
        this.side = side;
        this.which = which;
    }

    /** Finds the generation; empty when there is none at all yet. */
    @FunctionalInterface
    interface Which {
        Optional<Generation> find() throws IOException;
    }

    @Override
    public Optional<Generation> generation() throws StoreUnavailableException {
        return Attempt.at(which::find);
    }

    @Override
    public ChunkSearch pinned() throws StoreUnavailableException {
        Optional<Generation> now = generation();
        return new GenerationPorts(side, () -> now);
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        side.requireWriting();
        try {
            return opened().apply(batch);
        } catch (IOException | IllegalStateException e) {
            return WrittenGeneration.same(
                    new Outcome.Unavailable("the index cannot be used: " + e.getMessage()), batch);
        }
    }

    @Override
    public void sync() throws StoreUnavailableException {
        write(LuceneGeneration::sync);
    }

    @Override
    public void recordPositions(Map<Integer, Long> positions) throws StoreUnavailableException {
        write(opened -> opened.recordPositions(positions));
    }

    @Override
    public void recordAsOf(Instant asOf) throws StoreUnavailableException {
        write(opened -> opened.recordAsOf(asOf));
    }

    private void write(Writing writing) throws StoreUnavailableException {
        side.requireWriting();
        Attempt.at(() -> {
            writing.to(opened());
            return true;
        });
    }

    @Override
    public Map<Integer, Long> positions() throws StoreUnavailableException {
        return Attempt.at(() -> opened().positions());
    }

    @Override
    public Optional<Instant> asOf() throws StoreUnavailableException {
        return read(LuceneGeneration::asOf, Optional.empty());
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        return read(opened -> opened.search(query), List.of());
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return read(opened -> opened.heads(tenant, documentIds), Map.of());
    }

    @Override
    public Optional<HeadWatch> watch(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return read(opened -> opened.watch(tenant, documentIds), Optional.empty());
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return read(opened -> opened.since(tenant, chunkIds), Map.of());
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit)
            throws StoreUnavailableException {
        return read(opened -> opened.chunks(tenant, documentId, after, limit), List.of());
    }

    @Override
    public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit)
            throws StoreUnavailableException {
        return read(opened -> opened.passage(tenant, documentId, parent, limit), List.of());
    }

    IndexCounts count(String tenant) throws StoreUnavailableException {
        Tenants.requireName(tenant);
        return read(opened -> opened.count(tenant), new IndexCounts(0, 0));
    }

    IndexScan scan() {
        return new LuceneScan(() -> opened().tenants());
    }

    private LuceneGeneration opened() throws IOException {
        return side.open(which.find().orElseThrow(() -> new IOException("there is no index yet")));
    }

    private <T> T read(Reading<T> reading, T nothing) throws StoreUnavailableException {
        return Attempt.at(() -> {
            Optional<Generation> found = which.find();
            return found.isPresent() ? reading.from(side.open(found.get())) : nothing;
        });
    }

    /** Something written to a generation. */
    @FunctionalInterface
    private interface Writing {
        void to(LuceneGeneration opened) throws IOException;
    }

    /** Something read from a generation. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(LuceneGeneration opened) throws IOException;
    }
}
