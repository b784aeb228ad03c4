package io.freshet.testkit;

import io.freshet.store.Head;
import io.freshet.store.Metadata;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Head}: unless told otherwise of sequence 1 with one chunk, from offset 0 of partition 0. */
public final class Heads {
    /** When everything happens unless a test says otherwise. */
    public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final String documentId;
    private long sequence = 1;
    private @Nullable Long version;
    private Head.Origin origin = new Head.Origin(0, 0, "event-1", NOON, NOON);
    private Metadata metadata = Metadata.EMPTY;
    private int chunkCount = 1;
    private Set<UUID> removed = Set.of();
    private boolean deleted;
    private Head.@Nullable Failure failure;
    private Instant indexedAt = NOON;

    private Heads(String documentId) {
        this.documentId = documentId;
    }

    public static Heads head(String documentId) {
        return new Heads(documentId);
    }

    public Heads sequence(long newSequence) {
        sequence = newSequence;
        return this;
    }

    public Heads version(long newVersion) {
        version = newVersion;
        return this;
    }

    public Heads origin(int partition, long offset) {
        return origin(new Head.Origin(partition, offset, "event-" + partition + "-" + offset, NOON, NOON));
    }

    public Heads origin(Head.Origin newOrigin) {
        origin = newOrigin;
        return this;
    }

    public Heads metadata(Metadata newMetadata) {
        metadata = newMetadata;
        return this;
    }

    public Heads metadata(Metadatas newMetadata) {
        return metadata(newMetadata.build());
    }

    public Heads chunkCount(int newChunkCount) {
        chunkCount = newChunkCount;
        return this;
    }

    public Heads removed(UUID... chunkIds) {
        removed = Set.of(chunkIds);
        return this;
    }

    public Heads deleted() {
        deleted = true;
        chunkCount = 0;
        return this;
    }

    public Heads failure(String code, String message) {
        failure = new Head.Failure(code, message, NOON);
        return this;
    }

    public Heads indexedAt(Instant newIndexedAt) {
        indexedAt = newIndexedAt;
        return this;
    }

    public Head build() {
        return new Head(
                documentId, sequence, version, origin, metadata, chunkCount, removed, deleted, failure, indexedAt);
    }

    public Write.PutHead put(String tenant) {
        return new Write.PutHead(tenant, build());
    }
}
