package io.freshet.index.audit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;

import io.freshet.records.DocumentKey;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.IndexScan.StoredChunk;
import io.freshet.store.Metadata;
import io.freshet.store.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Ways to harm a store behind its writer's back, each telling what an audit must find of it. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas keep nothing
enum Tampering {
    CHUNK_LOST((store, document) -> {
        Chunk chunk = first(store, document).chunk();
        store.put(new Write.DeleteChunk(document.tenant(), document.documentId(), chunk.id()));
        return Map.of(key(document, chunk), DriftKind.MISSING);
    }),
    TEXT_ALTERED((store, document) -> {
        StoredChunk stored = first(store, document);
        Chunk chunk = stored.chunk();
        return altered(
                store, document, stored, with(chunk, chunk.documentId(), "other", chunk.metadata(), chunk.since()));
    }),
    READERS_ALTERED((store, document) -> {
        StoredChunk stored = first(store, document);
        Chunk chunk = stored.chunk();
        Metadata open = new Metadata(
                null,
                null,
                null,
                null,
                chunk.metadata().mediaType(),
                chunk.metadata().tags(),
                List.of("eve"),
                Map.of(),
                null);
        return altered(store, document, stored, with(chunk, chunk.documentId(), chunk.text(), open, chunk.since()));
    }),
    VECTOR_ALTERED((store, document) -> {
        StoredChunk stored = first(store, document);
        float[] vector = stored.vector().clone();
        vector[0] = Math.nextUp(vector[0]) + 1e-3f;
        store.put(new Write.PutChunk(document.tenant(), stored.chunk(), vector));
        return Map.of(key(document, stored.chunk()), DriftKind.ALTERED);
    }),
    CHUNK_STALE((store, document) -> {
        StoredChunk stored = first(store, document);
        Chunk chunk = stored.chunk();
        Chunk older = with(chunk, chunk.documentId(), "as it was", chunk.metadata(), chunk.since() - 1);
        store.put(new Write.PutChunk(document.tenant(), older, stored.vector()));
        return Map.of(key(document, chunk), DriftKind.STALE);
    }),
    CHUNK_OF_NOBODY((store, document) -> {
        Chunk ghost =
                chunk(document.documentId()).id(new UUID(7, 7)).text("ghost").build();
        store.put(new Write.PutChunk(document.tenant(), ghost, new float[] {1, 0, 0}));
        return Map.of(key(document, ghost), DriftKind.EXTRA);
    }),
    CHUNK_OF_AN_UNKNOWN_TENANT((store, document) -> {
        Chunk ghost = chunk("??").id(new UUID(7, 8)).text("ghost").build();
        store.put(new Write.PutChunk("nobody", ghost, new float[] {1, 0, 0}));
        return Map.of(RowKey.of("nobody", ghost), DriftKind.EXTRA);
    }),
    CHUNK_OF_ANOTHER_TENANT((store, document) -> {
        StoredChunk stored = first(store, document);
        store.put(new Write.PutChunk("gamma", stored.chunk(), stored.vector()));
        return Map.of(RowKey.of("gamma", stored.chunk()), DriftKind.WRONG_TENANT);
    }),
    CHUNK_OF_ANOTHER_DOCUMENT((store, document) -> {
        StoredChunk stored = first(store, document);
        Chunk chunk = stored.chunk();
        Chunk stolen = with(chunk, "thief", chunk.text(), chunk.metadata(), chunk.since());
        store.put(new Write.PutChunk(document.tenant(), stolen, stored.vector()));
        return Map.of(key(document, chunk), DriftKind.MISSING, RowKey.of(document.tenant(), stolen), DriftKind.EXTRA);
    }),
    HEAD_LOST((store, document) -> {
        store.put(new Write.DeleteHead(document.tenant(), document.documentId()));
        return Map.of(RowKey.head(document.tenant(), document.documentId()), DriftKind.MISSING);
    }),
    HEAD_STALE((store, document) -> {
        Head before = standing(store, document);
        store.put(new Write.PutHead(document.tenant(), with(before, before.sequence() - 1, before.removed())));
        return Map.of(RowKey.head(document.tenant(), document.documentId()), DriftKind.STALE);
    }),
    HEAD_FROM_THE_FUTURE((store, document) -> {
        Head before = standing(store, document);
        store.put(new Write.PutHead(document.tenant(), with(before, before.sequence() + 9, before.removed())));
        return Map.of(RowKey.head(document.tenant(), document.documentId()), DriftKind.ALTERED);
    }),
    HEAD_HIDES_A_CHUNK((store, document) -> {
        Head before = standing(store, document);
        Set<UUID> hidden = Set.of(first(store, document).chunk().id());
        store.put(new Write.PutHead(document.tenant(), with(before, before.sequence(), hidden)));
        return Map.of(RowKey.head(document.tenant(), document.documentId()), DriftKind.ALTERED);
    }),
    HEAD_OF_NOBODY((store, document) -> {
        store.put(head("unheard-of-" + document.documentId()).put(document.tenant()));
        return Map.of(RowKey.head(document.tenant(), "unheard-of-" + document.documentId()), DriftKind.EXTRA);
    }),
    DOCUMENT_LOST((store, document) -> {
        Map<RowKey, DriftKind> lost = new HashMap<>();
        for (StoredChunk stored : store.chunksOf(document.tenant(), document.documentId())) {
            store.put(new Write.DeleteChunk(
                    document.tenant(), document.documentId(), stored.chunk().id()));
            lost.put(key(document, stored.chunk()), DriftKind.MISSING);
        }
        store.put(new Write.DeleteHead(document.tenant(), document.documentId()));
        lost.put(RowKey.head(document.tenant(), document.documentId()), DriftKind.MISSING);
        return lost;
    });

    private final BiFunction<MapStore, DocumentKey, Map<RowKey, DriftKind>> harm;

    Tampering(BiFunction<MapStore, DocumentKey, Map<RowKey, DriftKind>> harm) {
        this.harm = harm;
    }

    Map<RowKey, DriftKind> with(MapStore store, DocumentKey document) {
        return harm.apply(store, document);
    }

    private static Map<RowKey, DriftKind> altered(
            MapStore store, DocumentKey document, StoredChunk stored, Chunk altered) {
        store.put(new Write.PutChunk(document.tenant(), altered, stored.vector()));
        return Map.of(key(document, altered), DriftKind.ALTERED);
    }

    private static StoredChunk first(MapStore store, DocumentKey document) {
        return store.chunksOf(document.tenant(), document.documentId()).get(0);
    }

    private static Head standing(MapStore store, DocumentKey document) {
        return Objects.requireNonNull(store.head(document.tenant(), document.documentId()));
    }

    private static RowKey key(DocumentKey document, Chunk chunk) {
        return RowKey.of(document.tenant(), chunk);
    }

    private static Chunk with(Chunk of, String documentId, String text, Metadata metadata, long since) {
        return new Chunk(
                of.id(), documentId, text, of.headingPath(), of.page(), of.order(), of.parent(), metadata, since);
    }

    private static Head with(Head of, long sequence, Set<UUID> removed) {
        return new Head(
                of.documentId(),
                sequence,
                of.version(),
                of.origin(),
                of.metadata(),
                of.chunkCount(),
                removed,
                of.deleted(),
                of.failure(),
                of.indexedAt());
    }
}
