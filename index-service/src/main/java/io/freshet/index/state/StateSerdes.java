package io.freshet.index.state;

import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** How state is stored: version 1 of each form. */
public final class StateSerdes {
    private static final byte VERSION = 1;

    private StateSerdes() {}

    /** Returns the serde of documents. */
    public static Serde<DocumentState> documents() {
        return VersionedAvro.serde(
                VERSION, DocumentStateV1.getClassSchema(), StateSerdes::toAvro, StateSerdes::fromAvro);
    }

    /** Returns the serde of chunks. */
    public static Serde<ChunkRow> chunks() {
        return VersionedAvro.serde(
                VERSION,
                ChunkRowV1.getClassSchema(),
                row -> new ChunkRowV1(row.text(), row.headingPath(), row.vector()),
                row -> new ChunkRow(row.getText(), row.getHeadingPath(), row.getVector()));
    }

    private static DocumentStateV1 toAvro(DocumentState state) {
        return new DocumentStateV1(
                state.sequence(),
                state.version(),
                toAvro(state.origin()),
                state.deletedAt(),
                state.contentHash(),
                toAvro(state.metadata()),
                state.mediaType(),
                state.modelId(),
                state.chunks().stream().map(StateSerdes::toAvro).toList(),
                state.removed().stream().map(StateSerdes::toBytes).toList(),
                toAvro(state.failure(), state.failedVersion()));
    }

    private static DocumentState fromAvro(DocumentStateV1 state) {
        FailureV1 failure = state.getFailure();
        return new DocumentState(
                state.getSequence(),
                state.getVersion(),
                fromAvro(state.getOrigin()),
                state.getDeletedAt(),
                state.getContentHash(),
                fromAvro(state.getMetadata()),
                state.getMediaType(),
                state.getModelId(),
                state.getChunks().stream().map(StateSerdes::fromAvro).toList(),
                state.getRemoved().stream().map(StateSerdes::toUuid).toList(),
                failure == null ? null : new Failure(failure.getCode(), failure.getMessage(), failure.getSince()),
                failure == null ? null : failure.getVersion());
    }

    private static OriginV1 toAvro(Origin origin) {
        return new OriginV1(
                origin.getPartition(),
                origin.getOffset(),
                origin.getEventId(),
                origin.getOccurredAt(),
                origin.getPublishedAt(),
                origin.getVersion());
    }

    private static Origin fromAvro(OriginV1 origin) {
        return new Origin(
                origin.getPartition(),
                origin.getOffset(),
                origin.getEventId(),
                origin.getOccurredAt(),
                origin.getPublishedAt(),
                origin.getVersion());
    }

    private static MetadataV1 toAvro(Metadata metadata) {
        return new MetadataV1(
                metadata.getTitle(),
                metadata.getUri(),
                metadata.getSource(),
                metadata.getLanguage(),
                metadata.getTags(),
                metadata.getReaders(),
                metadata.getAttributes(),
                metadata.getModifiedAt());
    }

    private static Metadata fromAvro(MetadataV1 metadata) {
        return new Metadata(
                metadata.getTitle(),
                metadata.getUri(),
                metadata.getSource(),
                metadata.getLanguage(),
                metadata.getTags(),
                metadata.getReaders(),
                metadata.getAttributes(),
                metadata.getModifiedAt());
    }

    private static @Nullable FailureV1 toAvro(@Nullable Failure failure, @Nullable Long version) {
        return failure == null
                ? null
                : new FailureV1(failure.getCode(), failure.getMessage(), failure.getSince(), version);
    }

    private static ChunkEntryV1 toAvro(ChunkEntry entry) {
        return new ChunkEntryV1(toBytes(entry.id()), entry.order(), entry.page(), entry.path(), entry.since());
    }

    private static ChunkEntry fromAvro(ChunkEntryV1 entry) {
        return new ChunkEntry(
                toUuid(entry.getId()), entry.getOrder(), entry.getPage(), entry.getPath(), entry.getSince());
    }

    private static ByteBuffer toBytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
    }

    private static UUID toUuid(ByteBuffer bytes) {
        ByteBuffer reading = bytes.duplicate();
        return new UUID(reading.getLong(), reading.getLong());
    }
}
