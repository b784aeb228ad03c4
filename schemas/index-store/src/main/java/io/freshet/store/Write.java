package io.freshet.store;

import java.util.UUID;

/** One change to the index, of one document of one tenant. */
public sealed interface Write {

    String tenant();

    String documentId();

    /** Whether it writes the document's head, rather than one of its chunks. */
    default boolean isOfHead() {
        return this instanceof PutHead || this instanceof DeleteHead;
    }

    /** Inserts the chunk or replaces the one with its id. */
    record PutChunk(String tenant, Chunk chunk, float[] vector) implements Write {
        @Override
        public String documentId() {
            return chunk.documentId();
        }
    }

    /** Removes the chunk; removing what is not there is accepted. */
    record DeleteChunk(String tenant, String documentId, UUID chunkId) implements Write {}

    /** Inserts the head or replaces the one of its document. */
    record PutHead(String tenant, Head head) implements Write {
        @Override
        public String documentId() {
            return head.documentId();
        }
    }

    /** Forgets the document; forgetting what is not there is accepted. */
    record DeleteHead(String tenant, String documentId) implements Write {}
}
