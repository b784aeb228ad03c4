package io.freshet.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records that show every kind of field. */
public final class Samples {
    public static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 4);
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

    private Samples() {}

    public static DocumentEvent event() {
        return DocumentEvent.newBuilder()
                .setEventId("e-1")
                .setTenant("acme")
                .setDocumentId("handbook/a#1")
                .setVersion(7L)
                .setOccurredAt(NOON)
                .setChange(Upsert.newBuilder()
                        .setContent(ByteBuffer.wrap("häuser".getBytes(StandardCharsets.UTF_8)))
                        .setMetadata(metadata())
                        .build())
                .build();
    }

    public static ChunkPut chunk() {
        return ChunkPut.newBuilder()
                .setChunkId("5f6d3f7e-8c0e-5d9b-9d53-0c4a4f0d8d11")
                .setTenant("acme")
                .setDocumentId("handbook/a#1")
                .setText("text")
                .setHeadingPath(List.of("Top", "Below"))
                .setOrder("a0")
                .setMetadata(metadata())
                .setMediaType("text/markdown")
                .setVector(Vectors.encode(new float[] {1f, -0.5f, 0.25f}))
                .setModelId("model")
                .setSince(3)
                .build();
    }

    public static HeadPut head() {
        return HeadPut.newBuilder()
                .setTenant("acme")
                .setDocumentId("handbook/a#1")
                .setSequence(3)
                .setVersion(7L)
                .setOrigin(Origin.newBuilder()
                        .setPartition(2)
                        .setOffset(40)
                        .setEventId("e-1")
                        .setOccurredAt(NOON)
                        .setPublishedAt(NOON)
                        .setVersion(7L)
                        .build())
                .setMetadata(metadata())
                .setChunkCount(1)
                .build();
    }

    static Metadata metadata() {
        return Metadata.newBuilder()
                .setTitle("Title")
                .setTags(List.of("a", "b"))
                .setAttributes(Map.of("k", "v"))
                .setModifiedAt(NOON)
                .build();
    }
}
