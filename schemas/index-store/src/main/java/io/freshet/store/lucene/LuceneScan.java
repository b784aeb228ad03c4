package io.freshet.store.lucene;

import io.freshet.store.Head;
import io.freshet.store.IndexScan;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.util.BytesRef;

/** Reads the tenants' rows in the order of their keys; each page is one view, and none is kept open between two. */
final class LuceneScan implements IndexScan {
    private final Attempt<Tenants<? extends TenantIndex>> tenants;

    LuceneScan(Attempt<Tenants<? extends TenantIndex>> tenants) {
        this.tenants = tenants;
    }

    @Override
    public List<String> tenants() throws StoreUnavailableException {
        return Attempt.at(() -> tenants.run().names());
    }

    @Override
    public Page<StoredChunk> chunks(String tenant, String after, int limit) throws StoreUnavailableException {
        BytesRef key = after.isEmpty() ? new BytesRef() : Fields.idBytes(UUID.fromString(after));
        return read(
                tenant,
                searcher -> {
                    KeyOrder.Slice slice = KeyOrder.after(searcher.getIndexReader(), Fields.CHUNK_ID, key, limit);
                    List<StoredChunk> rows = WholeRows.chunks(searcher, slice.rows());
                    return new Page<>(
                            rows,
                            slice.last().length == 0
                                    ? ""
                                    : Fields.id(slice.last()).toString());
                },
                new Page<>(List.of(), ""));
    }

    @Override
    public Page<Head> heads(String tenant, String after, int limit) throws StoreUnavailableException {
        return read(
                tenant,
                searcher -> {
                    KeyOrder.Slice slice =
                            KeyOrder.after(searcher.getIndexReader(), Fields.HEAD_ID, new BytesRef(after), limit);
                    List<Head> rows = new ArrayList<>();
                    for (int row : slice.rows()) {
                        rows.add(HeadRow.head(Rows.bytes(searcher, row)));
                    }
                    return new Page<>(rows, slice.last().utf8ToString());
                },
                new Page<>(List.of(), ""));
    }

    @Override
    public Map<UUID, StoredChunk> chunks(String tenant, Collection<UUID> chunkIds) throws StoreUnavailableException {
        return read(
                tenant,
                searcher -> {
                    List<Integer> rows = new ArrayList<>();
                    for (UUID id : chunkIds) {
                        int row = Rows.find(searcher.getIndexReader(), ChunkRow.key(id));
                        if (row >= 0) {
                            rows.add(row);
                        }
                    }
                    Map<UUID, StoredChunk> found = new HashMap<>();
                    for (StoredChunk stored : WholeRows.chunks(searcher, rows)) {
                        found.put(stored.chunk().id(), stored);
                    }
                    return found;
                },
                Map.of());
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        return Attempt.at(() -> tenants.run().existing(tenant, index -> index.heads(documentIds), Map.of()));
    }

    private <T> T read(String tenant, TenantIndex.Reading<T> reading, T nothing) throws StoreUnavailableException {
        return Attempt.at(() -> tenants.run().existing(tenant, index -> index.read(reading), nothing));
    }
}
