package io.freshet.records;

import static io.freshet.records.InvalidKeyException.Code.BAD_KEY;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names one entry of the index: {@code tenant/documentId#chunkId}, or {@code tenant/documentId#} for the head, split at
 * the last hash sign because a document id may contain hash signs.
 *
 * @param document the document it belongs to
 * @param chunkId the chunk, or null for the head
 */
public record IndexKey(DocumentKey document, @Nullable UUID chunkId) {

    /** Returns the key of a chunk. */
    public static IndexKey chunk(DocumentKey document, UUID chunkId) {
        return new IndexKey(document, chunkId);
    }

    /** Returns the key of a document's head. */
    public static IndexKey head(DocumentKey document) {
        return new IndexKey(document, null);
    }

    /** Reads a key in the form of {@link #toString()}. */
    public static IndexKey parse(String key) {
        int hash = key.lastIndexOf('#');
        if (hash < 0) {
            throw new InvalidKeyException(BAD_KEY, "key must be tenant/documentId#chunkId, but has no hash sign");
        }
        DocumentKey document = DocumentKey.parse(key.substring(0, hash));
        String chunkId = key.substring(hash + 1);
        return chunkId.isEmpty() ? head(document) : chunk(document, uuid(chunkId));
    }

    /** Tells whether this is the key of a head. */
    public boolean isHead() {
        return chunkId == null;
    }

    // UUID.fromString also takes shortened and upper-case forms, which would give one chunk two keys.
    private static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // falls through: the same answer as for the lenient forms
        }
        throw new InvalidKeyException(BAD_KEY, "chunk id must be a UUID in its canonical form");
    }

    @Override
    public String toString() {
        return document + "#" + (chunkId == null ? "" : chunkId);
    }
}
