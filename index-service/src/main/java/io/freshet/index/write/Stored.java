package io.freshet.index.write;

import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import io.freshet.records.IndexKey;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the store has of the things a batch touches. Records are read again after a crash or a change of owner; what is
 * stored then may be newer than what they say, and must win. Of records that nobody can have read before nothing needs
 * to be known.
 */
final class Stored {
    private final Map<DocumentKey, Head> heads = new HashMap<>();
    private final Map<IndexKey, Long> since = new HashMap<>();

    /** What there is of things that the changes touch. */
    static Stored read(Collection<Change> changes, ChunkWriter store) throws StoreUnavailableException {
        Map<String, Set<String>> documents = new HashMap<>();
        Map<String, List<IndexKey>> removals = new HashMap<>();
        for (Change change : changes) {
            DocumentKey document = change.key().document();
            documents.computeIfAbsent(document.tenant(), t -> new HashSet<>()).add(document.documentId());
            if (change.removes() && !change.key().isHead()) {
                removals.computeIfAbsent(document.tenant(), t -> new ArrayList<>())
                        .add(change.key());
            }
        }
        Stored stored = new Stored();
        for (Map.Entry<String, Set<String>> tenant : documents.entrySet()) {
            store.heads(tenant.getKey(), tenant.getValue())
                    .forEach((id, head) -> stored.heads.put(new DocumentKey(tenant.getKey(), id), head));
        }
        for (Map.Entry<String, List<IndexKey>> tenant : removals.entrySet()) {
            stored.readSince(tenant.getKey(), tenant.getValue(), store);
        }
        return stored;
    }

    /** The sequences that the store shows of the documents. */
    Map<DocumentKey, Long> sequences() {
        return heads.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, head -> head.getValue()
                .sequence()));
    }

    private void readSince(String tenant, List<IndexKey> keys, ChunkWriter store) throws StoreUnavailableException {
        Set<UUID> ids = new HashSet<>();
        for (IndexKey key : keys) {
            if (key.chunkId() != null) {
                ids.add(key.chunkId());
            }
        }
        Map<UUID, Long> found = store.since(tenant, ids);
        for (IndexKey key : keys) {
            Long introduced = key.chunkId() == null ? null : found.get(key.chunkId());
            if (introduced != null) {
                since.put(key, introduced);
            }
        }
    }

    /** Whether the store is beyond the change already. */
    boolean isNewerThan(Change change) {
        Head head = heads.get(change.key().document());
        if (change.key().isHead()) {
            return head != null && isNewer(head, change);
        }
        return change.removes()
                ? since.getOrDefault(change.key(), 0L) > change.sequence()
                : head != null && head.sequence() > change.sequence();
    }

    private static boolean isNewer(Head head, Change change) {
        if (head.sequence() != change.sequence() || !(change.value() instanceof HeadPut put)) {
            return head.sequence() > change.sequence();
        }
        // Superseded and failed events advance the origin and leave the sequence alone.
        return head.origin().partition() == put.getOrigin().getPartition()
                && head.origin().offset() > put.getOrigin().getOffset();
    }
}
