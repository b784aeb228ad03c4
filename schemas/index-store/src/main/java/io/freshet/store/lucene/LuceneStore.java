package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexIdentity;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Outcome;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index in a directory of this machine. One process writes it; others may search what that one has synced.
 *
 * <p>A tenant is named {@code [a-z0-9-]{1,63}}; asking for another name is an {@link IllegalArgumentException}, writing
 * to one is invalid.
 */
public final class LuceneStore implements ChunkWriter, ChunkSearch, StoreAdmin, AutoCloseable {
    private final Path root;
    private final StoreFiles files;
    private final Tenants<? extends TenantIndex> readable;
    private final @Nullable WritingSide writing;
    private volatile @Nullable Instant asOf;

    private LuceneStore(
            Path root, StoreFiles files, Tenants<? extends TenantIndex> readable, @Nullable WritingSide writing) {
        this.root = root;
        this.files = files;
        this.readable = readable;
        this.writing = writing;
    }

    /** Opens the directory for writing and searching, creating it where there is none. */
    public static LuceneStore open(Path directory) throws StoreUnavailableException {
        StoreFiles files = new StoreFiles(directory);
        WritingSide writing = attempt(() -> WritingSide.open(directory, files));
        return new LuceneStore(directory, files, writing.tenants(), writing);
    }

    /**
     * Opens the directory to search what another process writes there, which may be nothing yet. The writing side
     * throws {@link UnsupportedOperationException}.
     */
    public static LuceneStore openReadOnly(Path directory) {
        return new LuceneStore(
                directory, new StoreFiles(directory), new Tenants<>(directory, CommittedTenant::new), null);
    }

    @Override
    public void open(IndexIdentity identity) throws StoreUnavailableException, ModelMismatchException {
        Optional<IndexIdentity> stored = identity();
        if (stored.isPresent() && !stored.get().equals(identity)) {
            throw new ModelMismatchException(stored.get(), identity);
        }
        if (stored.isPresent()) {
            return;
        }
        if (writing == null) {
            throw new StoreUnavailableException("there is no index yet in " + root, null);
        }
        attempt(() -> {
            files.writeIdentity(identity);
            return true;
        });
    }

    @Override
    public Optional<IndexIdentity> identity() throws StoreUnavailableException {
        return attempt(files::identity);
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        return writing().apply(batch);
    }

    @Override
    public void sync() throws StoreUnavailableException {
        WritingSide side = writing();
        attempt(() -> {
            side.sync();
            return true;
        });
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        return read(query.tenant(), searcher -> new ChunkQueries(searcher).search(query), List.of());
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return read(tenant, searcher -> Rows.heads(searcher, documentIds), Map.of());
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return read(tenant, searcher -> Rows.since(searcher, chunkIds), Map.of());
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit)
            throws StoreUnavailableException {
        return read(tenant, searcher -> new ChunkQueries(searcher).inReadingOrder(documentId, after, limit), List.of());
    }

    @Override
    public IndexCounts count(String tenant) throws StoreUnavailableException {
        return read(tenant, searcher -> Rows.count(searcher.getIndexReader()), new IndexCounts(0, 0));
    }

    @Override
    public void recordAsOf(Instant newAsOf) throws StoreUnavailableException {
        writing();
        asOf = newAsOf;
        attempt(() -> {
            files.writeAsOf(newAsOf);
            return true;
        });
    }

    @Override
    public Optional<Instant> asOf() throws StoreUnavailableException {
        Instant recorded = asOf;
        return recorded != null ? Optional.of(recorded) : attempt(files::asOf);
    }

    @Override
    public void check() throws StoreUnavailableException {
        attempt(() -> {
            if (writing != null) {
                writing.check();
            } else if (!Files.isReadable(root)) {
                throw new IOException("cannot read " + root);
            }
            return true;
        });
    }

    /** Syncs and closes. */
    @Override
    public void close() throws StoreUnavailableException {
        attempt(() -> {
            if (writing != null) {
                writing.close();
            } else {
                readable.close();
            }
            return true;
        });
    }

    private WritingSide writing() {
        if (writing == null) {
            throw new UnsupportedOperationException("the index in " + root + " is open for searching only");
        }
        return writing;
    }

    private <T> T read(String tenant, TenantIndex.Reading<T> reading, T nothing) throws StoreUnavailableException {
        return attempt(() -> {
            Optional<? extends TenantIndex> index = readable.existing(tenant);
            return index.isPresent() ? index.get().read(reading) : nothing;
        });
    }

    private static <T> T attempt(Attempt<T> attempt) throws StoreUnavailableException {
        try {
            return attempt.run();
        } catch (IOException | IllegalStateException e) { // the latter is how Lucene says that it is closed or broken
            throw new StoreUnavailableException("the index cannot be used: " + e.getMessage(), e);
        }
    }

    /** Something that needs the disk. */
    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException;
    }
}
