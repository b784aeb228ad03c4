package io.freshet.index.state;

import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** How state is stored. What earlier programs wrote is still read; what is written has the newest form. */
public final class StateSerdes {
    private StateSerdes() {}

    /** Returns the serde of documents. */
    public static Serde<DocumentState> documents() {
        return VersionedAvro.<DocumentState>form("DocumentState")
                .<DocumentStateV1>reading(1, DocumentStateV1.getClassSchema(), StateSerdes::fromAvro)
                .<DocumentStateV2>reading(2, DocumentStateV2.getClassSchema(), StateSerdes::fromAvro)
                .writing(2, DocumentStateV2.getClassSchema(), StateSerdes::toAvro);
    }

    /** Returns the serde of chunks. */
    public static Serde<ChunkRow> chunks() {
        return VersionedAvro.<ChunkRow>form("ChunkRow")
                .<ChunkRowV1>reading(
                        1,
                        ChunkRowV1.getClassSchema(),
                        row -> new ChunkRow(row.getText(), row.getHeadingPath(), row.getVector(), null))
                .<ChunkRowV2>reading(
                        2,
                        ChunkRowV2.getClassSchema(),
                        row -> new ChunkRow(row.getText(), row.getHeadingPath(), row.getVector(), row.getModelId()))
                .writing(
                        2,
                        ChunkRowV2.getClassSchema(),
                        row -> new ChunkRowV2(row.text(), row.headingPath(), row.vector(), row.modelId()));
    }

    /**
     * Returns the serde of changes that wait.
     *
     * @param events how events are written into their topic
     */
    public static Serde<Waiting> waiting(Serde<ExtractedDocument> events) {
        return VersionedAvro.<Waiting>form("Waiting")
                .<WaitingV1>reading(1, WaitingV1.getClassSchema(), waiting -> fromAvro(waiting, events))
                .<WaitingV2>reading(2, WaitingV2.getClassSchema(), waiting -> fromAvro(waiting, events))
                .writing(2, WaitingV2.getClassSchema(), waiting -> toAvro(waiting, events));
    }

    private static WaitingV2 toAvro(Waiting waiting, Serde<ExtractedDocument> events) {
        Arrival second = waiting.second();
        Wanted inTheEnd = waiting.inTheEnd();
        return new WaitingV2(
                toAvro(waiting.wanted()),
                toAvro(waiting.otherwise()),
                inTheEnd == null ? null : toAvro(inTheEnd),
                toAvro(waiting.arrival(), events),
                second == null ? null : toAvro(second, events),
                waiting.since(),
                waiting.chunks().stream().map(StateSerdes::toBytes).toList());
    }

    private static Waiting fromAvro(WaitingV1 waiting, Serde<ExtractedDocument> events) {
        ArrivalV1 second = waiting.getSecond();
        return new Waiting(
                fromAvro(waiting.getWanted()),
                fromAvro(waiting.getOtherwise()),
                null,
                fromAvro(waiting.getArrival(), events),
                second == null ? null : fromAvro(second, events),
                waiting.getSince(),
                waiting.getChunks().stream().map(StateSerdes::toUuid).toList());
    }

    private static Waiting fromAvro(WaitingV2 waiting, Serde<ExtractedDocument> events) {
        ArrivalV1 second = waiting.getSecond();
        WantedV1 inTheEnd = waiting.getInTheEnd();
        return new Waiting(
                fromAvro(waiting.getWanted()),
                fromAvro(waiting.getOtherwise()),
                inTheEnd == null ? null : fromAvro(inTheEnd),
                fromAvro(waiting.getArrival(), events),
                second == null ? null : fromAvro(second, events),
                waiting.getSince(),
                waiting.getChunks().stream().map(StateSerdes::toUuid).toList());
    }

    private static ArrivalV1 toAvro(Arrival arrival, Serde<ExtractedDocument> events) {
        byte[] event = events.serializer().serialize(arrival.topic(), arrival.event());
        return new ArrivalV1(
                arrival.topic(),
                arrival.partition(),
                arrival.offset(),
                arrival.at(),
                ByteBuffer.wrap(Deflated.of(event)));
    }

    private static Arrival fromAvro(ArrivalV1 arrival, Serde<ExtractedDocument> events) {
        byte[] event = Deflated.undone(arrival.getEvent());
        return new Arrival(
                arrival.getTopic(),
                arrival.getPartition(),
                arrival.getOffset(),
                arrival.getAt(),
                events.deserializer().deserialize(arrival.getTopic(), event));
    }

    private static WantedV1 toAvro(Wanted wanted) {
        return new WantedV1(
                toAvro(wanted.standing()), TextFromV1.valueOf(wanted.text().name()));
    }

    private static Wanted fromAvro(WantedV1 wanted) {
        return new Wanted(
                fromAvro(wanted.getStanding()),
                Wanted.TextFrom.valueOf(wanted.getText().name()));
    }

    private static DocumentStateV2 toAvro(DocumentState state) {
        return new DocumentStateV2(
                state.sequence(),
                toAvro(state.standing()),
                state.modelId(),
                state.chunks().stream().map(StateSerdes::toAvro).toList(),
                state.removed().stream().map(StateSerdes::toBytes).toList());
    }

    private static DocumentState fromAvro(DocumentStateV2 state) {
        return new DocumentState(
                state.getSequence(),
                fromAvro(state.getStanding()),
                state.getModelId(),
                state.getChunks().stream().map(StateSerdes::fromAvro).toList(),
                state.getRemoved().stream().map(StateSerdes::toUuid).toList());
    }

    private static DocumentState fromAvro(DocumentStateV1 state) {
        Standing standing = standing(
                state.getVersion(),
                state.getOrigin(),
                state.getDeletedAt(),
                state.getContentHash(),
                state.getMetadata(),
                state.getMediaType(),
                state.getFailure());
        return new DocumentState(
                state.getSequence(),
                standing,
                state.getModelId(),
                state.getChunks().stream().map(StateSerdes::fromAvro).toList(),
                state.getRemoved().stream().map(StateSerdes::toUuid).toList());
    }

    private static StandingV1 toAvro(Standing standing) {
        return new StandingV1(
                standing.version(),
                toAvro(standing.origin()),
                standing.deletedAt(),
                standing.contentHash(),
                toAvro(standing.metadata()),
                standing.mediaType(),
                toAvro(standing.failure(), standing.failedVersion()));
    }

    private static Standing fromAvro(StandingV1 standing) {
        return standing(
                standing.getVersion(),
                standing.getOrigin(),
                standing.getDeletedAt(),
                standing.getContentHash(),
                standing.getMetadata(),
                standing.getMediaType(),
                standing.getFailure());
    }

    private static Standing standing(
            @Nullable Long version,
            OriginV1 origin,
            @Nullable Instant deletedAt,
            @Nullable String contentHash,
            MetadataV1 metadata,
            @Nullable String mediaType,
            @Nullable FailureV1 failure) {
        return new Standing(
                version,
                fromAvro(origin),
                deletedAt,
                contentHash,
                fromAvro(metadata),
                mediaType,
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

    private static ChunkEntryV2 toAvro(ChunkEntry entry) {
        UUID parent = entry.parent();
        return new ChunkEntryV2(
                toBytes(entry.id()),
                entry.order(),
                entry.page(),
                entry.path(),
                entry.since(),
                parent == null ? null : toBytes(parent));
    }

    private static ChunkEntry fromAvro(ChunkEntryV1 entry) {
        return new ChunkEntry(
                toUuid(entry.getId()), entry.getOrder(), entry.getPage(), entry.getPath(), entry.getSince(), null);
    }

    private static ChunkEntry fromAvro(ChunkEntryV2 entry) {
        ByteBuffer parent = entry.getParent();
        return new ChunkEntry(
                toUuid(entry.getId()),
                entry.getOrder(),
                entry.getPage(),
                entry.getPath(),
                entry.getSince(),
                parent == null ? null : toUuid(parent));
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
