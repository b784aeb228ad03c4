package io.freshet.index.audit;

import io.freshet.index.audit.Truth.Entry;
import io.freshet.store.Head;
import io.freshet.store.IndexScan;
import io.freshet.store.IndexScan.StoredChunk;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some rows as they are stored now, to be held against what the log says of them. */
final class StoredRows {
    private final Map<RowKey, StoredChunk> chunks = new HashMap<>();
    private final Map<RowKey, Head> heads = new HashMap<>();

    static StoredRows read(Collection<RowKey> keys, IndexScan scan) throws StoreUnavailableException {
        Map<String, List<RowKey>> byTenant = new HashMap<>();
        keys.forEach(key -> byTenant.computeIfAbsent(key.tenant(), unused -> new ArrayList<>())
                .add(key));
        StoredRows rows = new StoredRows();
        for (Map.Entry<String, List<RowKey>> tenant : byTenant.entrySet()) {
            rows.read(tenant.getKey(), tenant.getValue(), scan);
        }
        return rows;
    }

    private void read(String tenant, List<RowKey> keys, IndexScan scan) throws StoreUnavailableException {
        Set<UUID> chunkIds = new HashSet<>();
        Set<String> documentIds = new HashSet<>();
        for (RowKey key : keys) {
            if (key.chunkId() == null) {
                documentIds.add(key.documentId());
            } else {
                chunkIds.add(key.chunkId());
            }
        }
        // A row may be found by its id and say that it is another document's: then it is not the one that was asked
        // for.
        if (!chunkIds.isEmpty()) {
            scan.chunks(tenant, chunkIds)
                    .values()
                    .forEach(stored -> chunks.put(RowKey.of(tenant, stored.chunk()), stored));
        }
        if (!documentIds.isEmpty()) {
            scan.heads(tenant, documentIds)
                    .values()
                    .forEach(head -> heads.put(RowKey.head(tenant, head.documentId()), head));
        }
    }

    boolean has(RowKey key) {
        return chunks.containsKey(key) || heads.containsKey(key);
    }

    /** How the row differs, if it does. */
    Optional<DriftKind> drift(RowKey key, Truth truth) {
        return drift(key, chunks.get(key), heads.get(key), truth);
    }

    static Optional<DriftKind> drift(RowKey key, @Nullable StoredChunk chunk, @Nullable Head head, Truth truth) {
        Entry entry = truth.find(key);
        boolean stored = chunk != null || head != null;
        return switch (entry.standing()) {
            case UNREADABLE -> Optional.empty();
            case UNKNOWN, REMOVED -> stored ? Optional.of(DriftKind.EXTRA) : Optional.empty();
            case STORED -> {
                if (chunk != null) {
                    yield differs(entry, chunk.chunk().since(), Fingerprint.of(chunk.chunk(), chunk.vector()));
                }
                if (head != null) {
                    Optional<DriftKind> differs = differs(entry, head.sequence(), Fingerprint.of(head));
                    yield differs.isEmpty() && hidesWhatBelongs(key, head, truth)
                            ? Optional.of(DriftKind.ALTERED)
                            : differs;
                }
                yield Optional.of(DriftKind.MISSING);
            }
        };
    }

    private static Optional<DriftKind> differs(Entry entry, long sequence, long fingerprint) {
        if (Truth.comparable(fingerprint) == entry.print()) {
            return Optional.empty();
        }
        return Optional.of(sequence < entry.sequence() ? DriftKind.STALE : DriftKind.ALTERED);
    }

    /** A head may hide more than its change says, since the writer adds what it is about to remove; never what stays. */
    private static boolean hidesWhatBelongs(RowKey key, Head head, Truth truth) {
        return head.removed().stream().anyMatch(id -> truth.find(new RowKey(key.tenant(), key.documentId(), id))
                .isStored());
    }
}
