package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.Head;
import io.freshet.store.HeadWatch;
import io.freshet.store.IndexCounts;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One generation, opened. */
final class LuceneGeneration implements Closeable {
    private final GenerationFiles files;
    private final Tenants<? extends TenantIndex> tenants;
    private final @Nullable WrittenGeneration written;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private volatile @Nullable Instant asOf;

    private LuceneGeneration(
            Path directory, Tenants<? extends TenantIndex> tenants, @Nullable WrittenGeneration written) {
        this.files = new GenerationFiles(directory);
        this.tenants = tenants;
        this.written = written;
    }

    static LuceneGeneration written(Path directory, int dimensions, int openTenants) throws IOException {
        Tenants<WrittenTenant> tenants =
                new Tenants<>(directory, openTenants, path -> new WrittenTenant(path, dimensions));
        LuceneGeneration generation = new LuceneGeneration(directory, tenants, new WrittenGeneration(tenants));
        generation.positions.putAll(generation.files.positions());
        return generation;
    }

    /** What another process writes. */
    static LuceneGeneration read(Path directory, int openTenants) {
        return new LuceneGeneration(directory, new Tenants<>(directory, openTenants, CommittedTenant::new), null);
    }

    List<Outcome> apply(List<Write> batch) {
        return writing().apply(batch);
    }

    void sync() throws IOException {
        writing().sync();
    }

    void recordAsOf(Instant newAsOf) throws IOException {
        writing();
        files.writeAsOf(newAsOf);
        asOf = newAsOf;
    }

    Optional<Instant> asOf() throws IOException {
        Instant recorded = asOf;
        return recorded != null ? Optional.of(recorded) : files.asOf();
    }

    void recordPositions(Map<Integer, Long> newer) throws IOException {
        writing();
        synchronized (positions) {
            positions.putAll(newer);
            files.writePositions(positions);
        }
    }

    Map<Integer, Long> positions() throws IOException {
        if (written == null) {
            return files.positions();
        }
        synchronized (positions) {
            return Map.copyOf(positions);
        }
    }

    List<ChunkHit> search(ChunkQuery query) throws IOException {
        return read(query.tenant(), searcher -> new ChunkQueries(searcher).search(query), List.of());
    }

    Map<String, Head> heads(String tenant, Collection<String> documentIds) throws IOException {
        return tenants.existing(tenant, index -> index.heads(documentIds), Map.of());
    }

    /** Empty for what another process writes. */
    Optional<HeadWatch> watch(String tenant, Collection<String> documentIds) {
        Tenants.requireName(tenant);
        return written == null ? Optional.empty() : Optional.of(written.watch(tenant, documentIds));
    }

    Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws IOException {
        return read(tenant, searcher -> Rows.since(searcher, chunkIds), Map.of());
    }

    List<Chunk> chunks(String tenant, String documentId, String after, int limit) throws IOException {
        return read(tenant, searcher -> new ChunkQueries(searcher).inReadingOrder(documentId, after, limit), List.of());
    }

    List<Chunk> passage(String tenant, String documentId, UUID parent, int limit) throws IOException {
        return read(tenant, searcher -> new ChunkQueries(searcher).passage(documentId, parent, limit), List.of());
    }

    IndexCounts count(String tenant) throws IOException {
        return read(tenant, searcher -> Rows.count(searcher.getIndexReader()), new IndexCounts(0, 0));
    }

    Tenants<? extends TenantIndex> tenants() {
        return tenants;
    }

    private WrittenGeneration writing() {
        if (written == null) {
            throw new UnsupportedOperationException("the index is open for searching only");
        }
        return written;
    }

    private <T> T read(String tenant, TenantIndex.Reading<T> reading, T nothing) throws IOException {
        return tenants.existing(tenant, index -> index.read(reading), nothing);
    }

    @Override
    public void close() throws IOException {
        tenants.close();
        if (written != null) {
            written.close();
        }
    }
}
