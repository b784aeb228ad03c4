package io.freshet.bench;

import io.freshet.records.DocumentEvent;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import io.freshet.records.Upsert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as the pipeline carries them: a small file of 2 KB, and the text of four pages. */
final class SampleRecords {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TENANT = "acme";
    private static final String DOCUMENT = "handbook/chapter-7.md";
    private static final int CONTENT_BYTES = 1_800;

    private SampleRecords() {}

    static DocumentEvent event() {
        byte[] content = new SyntheticText(1).words(600).getBytes(StandardCharsets.UTF_8);
        return DocumentEvent.newBuilder()
                .setEventId("0f8fad5b-d9cb-469f-a165-70867728950e")
                .setTenant(TENANT)
                .setDocumentId(DOCUMENT)
                .setVersion(7L)
                .setOccurredAt(NOON)
                .setChange(Upsert.newBuilder()
                        .setContent(ByteBuffer.wrap(content, 0, CONTENT_BYTES).slice())
                        .setContentType("text/markdown")
                        .setFileName("chapter-7.md")
                        .setMetadata(metadata())
                        .build())
                .build();
    }

    static ExtractedDocument extracted() {
        return ExtractedDocument.newBuilder()
                .setTenant(TENANT)
                .setDocumentId(DOCUMENT)
                .setOrigin(Origin.newBuilder()
                        .setPartition(2)
                        .setOffset(40)
                        .setEventId("0f8fad5b-d9cb-469f-a165-70867728950e")
                        .setOccurredAt(NOON)
                        .setPublishedAt(NOON)
                        .setVersion(7L)
                        .build())
                .setOutcome(Text.newBuilder()
                        .setBlocks(new SyntheticText(2).pages(4))
                        .setMediaType("application/pdf")
                        .setPageCount(4)
                        .setMetadata(metadata())
                        .setContentHash("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                        .build())
                .build();
    }

    private static Metadata metadata() {
        return Metadata.newBuilder()
                .setTitle("Chapter 7")
                .setUri("https://handbook.example/chapter-7")
                .setSource("handbook")
                .setLanguage("en")
                .setTags(List.of("manual", "field"))
                .setReaders(List.of("staff"))
                .setAttributes(Map.of("owner", "hydrology", "status", "released"))
                .setModifiedAt(NOON)
                .build();
    }
}
