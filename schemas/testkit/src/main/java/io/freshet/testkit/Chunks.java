package io.freshet.testkit;

import io.freshet.store.Chunk;
import io.freshet.store.Metadata;
import io.freshet.store.Write;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Chunk}: unless told otherwise it holds the text "text", is the first of its document, came with
 * sequence 1, and has an id derived from document and text.
 */
public final class Chunks {
    private final String documentId;
    private @Nullable UUID id;
    private String text = "text";
    private List<String> headingPath = List.of();
    private @Nullable Integer page;
    private String order = "a";
    private @Nullable UUID parent;
    private Metadata metadata = Metadata.EMPTY;
    private long since = 1;

    private Chunks(String documentId) {
        this.documentId = documentId;
    }

    public static Chunks chunk(String documentId) {
        return new Chunks(documentId);
    }

    public Chunks id(UUID newId) {
        id = newId;
        return this;
    }

    /** An id that sorts by the number. */
    public Chunks id(int number) {
        return id(new UUID(0, number));
    }

    public Chunks text(String newText) {
        text = newText;
        return this;
    }

    public Chunks headings(String... newHeadings) {
        headingPath = List.of(newHeadings);
        return this;
    }

    public Chunks page(int newPage) {
        page = newPage;
        return this;
    }

    public Chunks order(String newOrder) {
        order = newOrder;
        return this;
    }

    /** A part of the passage that begins with the chunk of this number. */
    public Chunks parent(int number) {
        parent = new UUID(0, number);
        return this;
    }

    public Chunks metadata(Metadata newMetadata) {
        metadata = newMetadata;
        return this;
    }

    public Chunks metadata(Metadatas newMetadata) {
        return metadata(newMetadata.build());
    }

    public Chunks since(long newSince) {
        since = newSince;
        return this;
    }

    public Chunk build() {
        UUID known = id == null ? derivedId() : id;
        return new Chunk(known, documentId, text, headingPath, page, order, parent, metadata, since);
    }

    public Write.PutChunk put(String tenant, float... vector) {
        return new Write.PutChunk(tenant, build(), vector);
    }

    /** Embeds the text in its context. */
    public Write.PutChunk put(String tenant, HashEmbedder embedder) {
        Chunk chunk = build();
        return new Write.PutChunk(tenant, chunk, embedder.embed(chunk.textInContext()));
    }

    public Write.DeleteChunk delete(String tenant) {
        return new Write.DeleteChunk(tenant, documentId, build().id());
    }

    private UUID derivedId() {
        return UUID.nameUUIDFromBytes((documentId + '\n' + text).getBytes(StandardCharsets.UTF_8));
    }
}
