package io.freshet.store.weaviate;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexScan.Page;
import io.freshet.store.IndexScan.StoredChunk;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.tenants.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** One generation's pair of collections, to be read. */
final class WeaviateGeneration {
    private final Connection connection;
    private final ExecutorService legs;
    private final String chunks;
    private final String heads;

    WeaviateGeneration(Connection connection, ExecutorService legs, Names names, int number) {
        this.connection = connection;
        this.legs = legs;
        this.chunks = names.chunks(number);
        this.heads = names.heads(number);
    }

    private TenantObjects chunksOf(String tenant) {
        return new TenantObjects(connection, chunks, TenantName.require(tenant));
    }

    private TenantObjects headsOf(String tenant) {
        return new TenantObjects(connection, heads, TenantName.require(tenant));
    }

    List<ChunkHit> search(ChunkQuery query) throws Refusal {
        return new ChunkQueries(chunksOf(query.tenant()), legs).search(query);
    }

    Map<String, Head> heads(String tenant, Collection<String> documentIds) throws Refusal {
        Map<String, Head> found = new HashMap<>();
        List<String> ids = documentIds.stream().map(NameIds::head).toList();
        for (WeaviateObject<Map<String, Object>> object : headsOf(tenant).byIds(ids, Schema.headFields(), null)) {
            Head head = HeadObject.read(object.properties());
            found.put(head.documentId(), head);
        }
        return found;
    }

    Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) throws Refusal {
        Map<UUID, Long> since = new HashMap<>();
        List<String> ids = chunkIds.stream().map(UUID::toString).toList();
        for (WeaviateObject<Map<String, Object>> object : chunksOf(tenant).byIds(ids, List.of(Fields.SINCE), null)) {
            since.put(
                    UUID.fromString(object.uuid()),
                    new ObjectProperties(object.properties()).requireLarge(Fields.SINCE));
        }
        return since;
    }

    List<Chunk> chunks(String tenant, String documentId, String after, int limit) throws Refusal {
        return new DocumentChunks(chunksOf(tenant)).after(documentId, after, limit);
    }

    List<Chunk> passage(String tenant, String documentId, UUID parent, int limit) throws Refusal {
        return new DocumentChunks(chunksOf(tenant)).passage(documentId, parent, limit);
    }

    IndexCounts count(String tenant) throws Refusal {
        return new IndexCounts(chunksOf(tenant).count(), headsOf(tenant).count());
    }

    List<String> tenants() throws Refusal {
        TreeSet<String> tenants = new TreeSet<>();
        for (String collection : List.of(chunks, heads)) {
            connection.call(client -> client.collections.use(collection).tenants.list()).stream()
                    .map(Tenant::name)
                    .forEach(tenants::add);
        }
        return List.copyOf(tenants);
    }

    Page<StoredChunk> chunksAfter(String tenant, String after, int wanted) throws Refusal {
        int limit = Math.min(wanted, TenantObjects.MAX_RESULTS);
        List<WeaviateObject<Map<String, Object>>> page =
                chunksOf(tenant).after(after, limit, Schema.chunkFields(), Fields.VECTOR);
        return new Page<>(rows(page, WeaviateGeneration::stored), next(page, limit));
    }

    Page<Head> headsAfter(String tenant, String after, int wanted) throws Refusal {
        int limit = Math.min(wanted, TenantObjects.MAX_RESULTS);
        List<WeaviateObject<Map<String, Object>>> page = headsOf(tenant).after(after, limit, Schema.headFields(), null);
        return new Page<>(rows(page, object -> HeadObject.read(object.properties())), next(page, limit));
    }

    /** A canary may be there for a moment, or have been left behind when its writer was killed. */
    private static <T> List<T> rows(
            List<WeaviateObject<Map<String, Object>>> page, Function<WeaviateObject<Map<String, Object>>, T> read) {
        return page.stream()
                .filter(object -> !object.uuid().equals(Canary.ID))
                .map(read)
                .toList();
    }

    private static String next(List<WeaviateObject<Map<String, Object>>> page, int limit) {
        return page.size() < limit ? "" : page.get(page.size() - 1).uuid();
    }

    Map<UUID, StoredChunk> storedChunks(String tenant, Collection<UUID> chunkIds) throws Refusal {
        Map<UUID, StoredChunk> found = new HashMap<>();
        List<String> ids = chunkIds.stream().map(UUID::toString).toList();
        for (WeaviateObject<Map<String, Object>> object :
                chunksOf(tenant).byIds(ids, Schema.chunkFields(), Fields.VECTOR)) {
            StoredChunk stored = stored(object);
            found.put(stored.chunk().id(), stored);
        }
        return found;
    }

    private static StoredChunk stored(WeaviateObject<Map<String, Object>> object) {
        return new StoredChunk(
                ChunkObject.read(object.uuid(), object.properties()),
                Objects.requireNonNull(object.vectors().getSingle(Fields.VECTOR), Fields.VECTOR));
    }
}
