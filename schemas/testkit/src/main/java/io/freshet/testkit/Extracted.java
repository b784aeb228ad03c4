package io.freshet.testkit;

import io.freshet.records.Block;
import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Builds an {@link ExtractedDocument}: unless told otherwise of tenant "acme", without a version, from offset 0 of
 * partition 0, published at noon.
 */
public final class Extracted {
    private final ExtractedDocument.Builder document;
    private final Origin.Builder origin = Origin.newBuilder()
            .setPartition(0)
            .setOffset(0)
            .setOccurredAt(Heads.NOON)
            .setPublishedAt(Heads.NOON);

    private Extracted(String documentId, Object outcome) {
        document = ExtractedDocument.newBuilder()
                .setTenant("acme")
                .setDocumentId(documentId)
                .setOutcome(outcome);
        origin.setEventId("event-" + documentId + "-0");
    }

    /** Plain text in these blocks, without metadata. */
    public static Extracted text(String documentId, Block... blocks) {
        return text(documentId, Metadata.newBuilder().build(), blocks);
    }

    public static Extracted text(String documentId, Metadata metadata, Block... blocks) {
        List<Block> list = List.of(blocks);
        Text text = Text.newBuilder()
                .setBlocks(list)
                .setMediaType("text/plain")
                .setMetadata(metadata)
                .setContentHash(hashOf(list))
                .build();
        return text(documentId, text);
    }

    public static Extracted text(String documentId, Text text) {
        return new Extracted(documentId, text);
    }

    public static Extracted patch(String documentId, MetadataPatch patch) {
        return new Extracted(documentId, patch);
    }

    public static Extracted deleted(String documentId) {
        return new Extracted(documentId, Deleted.newBuilder().build());
    }

    public static Extracted failed(String documentId, String code) {
        return new Extracted(
                documentId,
                Failed.newBuilder().setCode(code).setMessage("made to fail").build());
    }

    public Extracted tenant(String newTenant) {
        document.setTenant(newTenant);
        return this;
    }

    public Extracted version(long newVersion) {
        origin.setVersion(newVersion);
        return this;
    }

    /** Another offset is another event, with an id of its own. */
    public Extracted offset(long newOffset) {
        origin.setOffset(newOffset).setEventId("event-" + document.getDocumentId() + "-" + newOffset);
        return this;
    }

    public Extracted origin(Origin newOrigin) {
        document.setOrigin(newOrigin);
        return this;
    }

    public ExtractedDocument build() {
        if (!document.hasOrigin()) {
            document.setOrigin(origin.build());
        }
        return document.build();
    }

    /** Not a SHA-256, but equal for equal blocks and as a hash should be, different for others. */
    private static String hashOf(List<Block> blocks) {
        return UUID.nameUUIDFromBytes(blocks.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
