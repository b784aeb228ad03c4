package io.freshet.index.write;

import io.freshet.records.ChunkPut;
import io.freshet.records.Failure;
import io.freshet.records.HeadPut;
import io.freshet.records.Origin;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.Metadata;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records in the form of the store. */
public final class StoreForm {
    private StoreForm() {}

    /** Returns the chunk to store. */
    public static Chunk chunk(ChunkPut put) {
        return new Chunk(
                UUID.fromString(put.getChunkId()),
                put.getDocumentId(),
                put.getText(),
                put.getHeadingPath(),
                put.getPage(),
                put.getOrder(),
                put.getParent() == null ? null : UUID.fromString(put.getParent()),
                metadata(put.getMetadata(), put.getMediaType()),
                put.getSince());
    }

    /** Chunks that are removed with the same batch are invisible from this head on, whichever sequence retired them. */
    public static Head head(HeadPut put, Set<UUID> alsoRemoved, Instant indexedAt) {
        Set<UUID> removed = new HashSet<>(alsoRemoved);
        put.getRemoved().forEach(id -> removed.add(UUID.fromString(id)));
        return new Head(
                put.getDocumentId(),
                put.getSequence(),
                put.getVersion(),
                origin(put.getOrigin()),
                metadata(put.getMetadata(), put.getMediaType()),
                put.getChunkCount(),
                removed,
                put.getDeleted(),
                failure(put.getFailure()),
                indexedAt);
    }

    private static Head.Origin origin(Origin origin) {
        return new Head.Origin(
                origin.getPartition(),
                origin.getOffset(),
                origin.getEventId(),
                origin.getOccurredAt(),
                origin.getPublishedAt());
    }

    private static Head.@Nullable Failure failure(@Nullable Failure failure) {
        return failure == null ? null : new Head.Failure(failure.getCode(), failure.getMessage(), failure.getSince());
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
}
