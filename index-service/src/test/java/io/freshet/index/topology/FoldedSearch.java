package io.freshet.index.topology;

import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.Metadata;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
                .collect(Collectors.toMap(id -> id, id -> head(index.head(id))));
    }

    private static Head head(HeadPut put) {
        var origin = put.getOrigin();
        var failure = put.getFailure();
        return new Head(
                put.getDocumentId(),
                put.getSequence(),
                put.getVersion(),
                new Head.Origin(
                        origin.getPartition(),
                        origin.getOffset(),
                        origin.getEventId(),
                        origin.getOccurredAt(),
                        origin.getPublishedAt()),
                metadata(put.getMetadata(), put.getMediaType()),
                put.getChunkCount(),
                Set.copyOf(put.getRemoved().stream().map(UUID::fromString).toList()),
                put.getDeleted(),
                failure == null ? null : new Head.Failure(failure.getCode(), failure.getMessage(), failure.getSince()),
                Instant.EPOCH);
    }

    private static Metadata metadata(io.freshet.records.Metadata metadata, @Nullable String mediaType) {
        return new Metadata(
                metadata.getTitle(),
                metadata.getUri(),
                metadata.getSource(),
                metadata.getLanguage(),
                mediaType,
                metadata.getTags(),
                metadata.getReaders(),
                metadata.getAttributes(),
                metadata.getModifiedAt());
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit) {
        return index.chunks(documentId).stream()
                .filter(put -> put.getOrder().compareTo(after) > 0)
                .limit(limit)
                .map(FoldedSearch::chunk)
                .toList();
    }

    @Override
    public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit) {
        return index.chunks(documentId).stream()
                .filter(put -> parent.toString().equals(put.getParent()))
                .limit(limit)
                .map(FoldedSearch::chunk)
                .toList();
    }

    private static Chunk chunk(ChunkPut put) {
        return new Chunk(
                UUID.fromString(put.getChunkId()),
                put.getDocumentId(),
                put.getText(),
                put.getHeadingPath(),
                put.getPage(),
                put.getOrder(),
                null,
                metadata(put.getMetadata(), put.getMediaType()),
                put.getSince());
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
