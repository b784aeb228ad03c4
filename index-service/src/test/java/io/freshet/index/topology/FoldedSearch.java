package io.freshet.index.topology;

import io.freshet.index.write.StoreForm;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A folded index as a store shows it. */
final class FoldedSearch implements ChunkSearch {
    private final FoldedIndex index;

    FoldedSearch(FoldedIndex index) {
        this.index = index;
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) {
        return documentIds.stream()
                .filter(index::knows)
                .collect(Collectors.toMap(id -> id, id -> StoreForm.head(index.head(id), Set.of(), Instant.EPOCH)));
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit) {
        return index.chunks(documentId).stream()
                .filter(put -> put.getOrder().compareTo(after) > 0)
                .limit(limit)
                .map(StoreForm::chunk)
                .toList();
    }

    @Override
    public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit) {
        return index.chunks(documentId).stream()
                .filter(put -> parent.toString().equals(put.getParent()))
                .limit(limit)
                .map(StoreForm::chunk)
                .toList();
    }

    @Override
    public Optional<Generation> generation() {
        return Optional.empty();
    }

    @Override
    public ChunkSearch pinned() {
        return this;
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) {
        throw new UnsupportedOperationException("nobody searches here");
    }

    @Override
    public Optional<Instant> asOf() {
        return Optional.empty();
    }
}
