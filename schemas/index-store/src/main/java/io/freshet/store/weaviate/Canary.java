package io.freshet.store.weaviate;

import io.weaviate.client6.v1.api.collections.CollectionHandle;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.query.Filter;
import java.util.Map;

/** An empty object that is put and removed to see whether a collection takes any. No search finds it. */
final class Canary {
    static final String ID = NameIds.control("canary");

    private final Connection connection;
    private final String collection;
    private final String tenant;

    Canary(Connection connection, String collection, String tenant) {
        this.connection = connection;
        this.collection = collection;
        this.tenant = tenant;
    }

    boolean lives() {
        try {
            return connection.call(client -> {
                CollectionHandle<Map<String, Object>> objects = Connection.tenant(client, collection, tenant);
                WeaviateObject<Map<String, Object>> empty = WeaviateObject.of(object -> object.uuid(ID));
                boolean lives = objects.data.insertMany(empty).errors().isEmpty();
                objects.data.deleteMany(Filter.uuid().eq(ID));
                return lives;
            });
        } catch (Refusal refusal) {
            return false;
        }
    }
}
