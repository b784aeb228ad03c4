package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.alias.Alias;
import io.weaviate.client6.v1.api.collections.CollectionConfig;
import java.util.List;
import java.util.Optional;

/** Makes and removes collections and aliases; each call may be repeated. */
final class LiveCollections {
    /** The client builds its table of JSON forms on first use, without a lock. */
    private static final Object SCHEMA = new Object();

    private final Connection connection;
    private final Names names;
    private final Schema schema;

    LiveCollections(Connection connection, Names names, Schema schema) {
        this.connection = connection;
        this.names = names;
        this.schema = schema;
    }

    void makeControl() throws Refusal {
        make(schema.control());
    }

    void makeGeneration(int number) throws Refusal {
        make(schema.chunks(number));
        make(schema.heads(number));
    }

    /** Refuses a generation whose collections are not as they were made. */
    void verifyGeneration(int number) throws Refusal {
        synchronized (SCHEMA) {
            for (CollectionConfig wanted : List.of(schema.chunks(number), schema.heads(number))) {
                verify(wanted, connection.call(client -> client.collections.getConfig(wanted.collectionName())));
            }
        }
    }

    private static void verify(CollectionConfig wanted, Optional<CollectionConfig> live) throws Refusal {
        String name = wanted.collectionName();
        if (live.isEmpty()) {
            throw new Refusal(Kind.NO_COLLECTION, "there is no collection " + name, null);
        }
        List<String> differences = SchemaDifferences.between(wanted, live.get());
        if (!differences.isEmpty()) {
            throw new Refusal(
                    Kind.TRANSIENT,
                    "the collection " + name + " is not as it should be: " + String.join("; ", differences),
                    null);
        }
    }

    void removeGeneration(int number) throws Refusal {
        remove(names.chunks(number));
        remove(names.heads(number));
    }

    /** For other readers; ours go by the manifest. */
    void pointAliasesAt(int number) throws Refusal {
        point(names.chunksAlias(), names.chunks(number));
        point(names.headsAlias(), names.heads(number));
    }

    private void make(CollectionConfig wanted) throws Refusal {
        synchronized (SCHEMA) {
            Optional<CollectionConfig> live =
                    connection.call(client -> client.collections.getConfig(wanted.collectionName()));
            if (live.isEmpty()) {
                connection.call(client -> client.collections.create(wanted));
                live = connection.call(client -> client.collections.getConfig(wanted.collectionName()));
            }
            verify(wanted, live);
        }
    }

    private void remove(String collection) throws Refusal {
        if (connection.call(client -> client.collections.exists(collection))) {
            connection.call(client -> {
                client.collections.delete(collection);
                return true;
            });
        }
    }

    private void point(String alias, String collection) throws Refusal {
        Optional<Alias> known = connection.call(client -> client.alias.get(alias));
        if (known.isPresent() && known.get().collection().equals(collection)) {
            return;
        }
        connection.call(client -> {
            if (known.isPresent()) {
                client.alias.update(alias, collection);
            } else {
                client.alias.create(collection, alias);
            }
            return true;
        });
    }
}
