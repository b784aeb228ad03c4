package io.freshet.store.weaviate;

import io.freshet.store.manifest.Manifest;
import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.collections.CollectionHandle;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.data.InsertManyResponse;
import io.weaviate.client6.v1.api.collections.query.Filter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered beside the index, as objects of one collection: the manifest, which is one object and so replaced in
 * one step, and for each generation how far it goes.
 */
final class Control {
    private static final String MANIFEST = "manifest";
    private static final String POSITION = "position";
    private static final String AS_OF = "asOf";
    private static final int ALL = TenantObjects.MAX_RESULTS;

    private final Connection connection;
    private final String collection;

    Control(Connection connection, Names names) {
        this.connection = connection;
        this.collection = names.control();
    }

    Manifest manifest() throws Refusal {
        Optional<ObjectProperties> stored;
        try {
            stored = byId(NameIds.control(MANIFEST));
        } catch (Refusal refusal) {
            if (refusal.kind() == Kind.NO_COLLECTION) {
                return Manifest.NONE;
            }
            throw refusal;
        }
        if (stored.isEmpty()) {
            return Manifest.NONE;
        }
        try {
            return Manifest.parse(stored.get().requireText(Fields.VALUE), collection);
        } catch (IOException e) {
            throw new Refusal(Kind.TRANSIENT, String.valueOf(e.getMessage()), e);
        }
    }

    void replace(Manifest manifest) throws Refusal {
        put(List.of(object(
                NameIds.control(MANIFEST),
                new ObjectProperties().text(Fields.KIND, MANIFEST).text(Fields.VALUE, manifest.text()))));
    }

    Optional<Instant> asOf(int generation) throws Refusal {
        return byId(asOfId(generation)).map(stored -> stored.requireInstant(Fields.VALUE));
    }

    void recordAsOf(int generation, Instant asOf) throws Refusal {
        put(List.of(object(
                asOfId(generation),
                new ObjectProperties()
                        .text(Fields.KIND, AS_OF)
                        .number(Fields.GENERATION, generation)
                        .instant(Fields.VALUE, asOf))));
    }

    /** One object for each partition, so that writers of different ones do not meet. */
    void recordPositions(int generation, Map<Integer, Long> positions) throws Refusal {
        List<WeaviateObject<Map<String, Object>>> objects = new ArrayList<>();
        positions.forEach((partition, offset) -> objects.add(object(
                positionId(generation, partition),
                new ObjectProperties()
                        .text(Fields.KIND, POSITION)
                        .number(Fields.GENERATION, generation)
                        .number(Fields.PARTITION, partition)
                        .large(Fields.VALUE, offset))));
        if (!objects.isEmpty()) {
            put(objects);
        }
    }

    Map<Integer, Long> positions(int generation) throws Refusal {
        Filter ofGeneration = Filter.and(
                Filter.property(Fields.KIND).eq(POSITION),
                Filter.property(Fields.GENERATION).eq((long) generation));
        Map<Integer, Long> positions = new HashMap<>();
        for (WeaviateObject<Map<String, Object>> object : connection.call(client -> handle(client)
                .query
                .fetchObjects(fetch -> fetch.filters(ofGeneration).limit(ALL))
                .objects())) {
            ObjectProperties stored = new ObjectProperties(object.properties());
            positions.put(stored.requireNumber(Fields.PARTITION), stored.requireLarge(Fields.VALUE));
        }
        return positions;
    }

    /** Forgets how far a generation went. */
    void forget(int generation) throws Refusal {
        Filter ofGeneration = Filter.property(Fields.GENERATION).eq((long) generation);
        connection.call(client -> handle(client).data.deleteMany(ofGeneration));
    }

    private void put(List<WeaviateObject<Map<String, Object>>> objects) throws Refusal {
        InsertManyResponse response =
                connection.call(client -> handle(client).data.insertMany(objects));
        if (!response.errors().isEmpty()) {
            String text = response.errors().get(0);
            throw new Refusal(Refusals.kindOf(text), text, null);
        }
    }

    private Optional<ObjectProperties> byId(String id) throws Refusal {
        Filter one = Filter.uuid().eq(id);
        return connection
                .call(client -> handle(client)
                        .query
                        .fetchObjects(fetch -> fetch.filters(one).limit(1))
                        .objects())
                .stream()
                .findFirst()
                .map(object -> new ObjectProperties(object.properties()));
    }

    private CollectionHandle<Map<String, Object>> handle(io.weaviate.client6.v1.api.WeaviateClient client) {
        return client.collections.use(collection);
    }

    private static WeaviateObject<Map<String, Object>> object(String id, ObjectProperties properties) {
        return WeaviateObject.of(object -> object.uuid(id).properties(properties.values()));
    }

    private static String asOfId(int generation) {
        return NameIds.control(AS_OF + "/" + generation);
    }

    private static String positionId(int generation, int partition) {
        return NameIds.control(POSITION + "/" + generation + "/" + partition);
    }
}
