package io.freshet.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Derives chunk ids from content: equal text at equal occurrence in the same document is the same chunk. */
public final class ChunkIds {
    // Fixed for ever: another value would give every chunk in every index a new id.
    private static final UUID NAMESPACE = UUID.fromString("1a0121e2-374f-4cc8-b3f4-d6fd9f8a6ca8");

    private ChunkIds() {}

    /**
     * Returns the id of a chunk.
     *
     * @param document the document that the chunk is part of
     * @param embeddedText the text as it is embedded
     * @param occurrence 0 for the first chunk of the document with this text, 1 for the second, and so on
     */
    public static UUID of(DocumentKey document, String embeddedText, int occurrence) {
        if (occurrence < 0) {
            throw new IllegalArgumentException("occurrence must not be negative: " + occurrence);
        }
        byte[] tenant = utf8(document.tenant());
        byte[] documentId = utf8(document.documentId());
        byte[] textHash = NameBasedUuid.digest("SHA-256").digest(utf8(embeddedText));
        ByteBuffer name = ByteBuffer.allocate(3 * Integer.BYTES + tenant.length + documentId.length + textHash.length);
        name.putInt(tenant.length).put(tenant);
        name.putInt(documentId.length).put(documentId);
        name.put(textHash).putInt(occurrence);
        return NameBasedUuid.v5(NAMESPACE, name.array());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
