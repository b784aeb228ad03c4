package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.collections.CollectionHandle;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.query.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one tenant has in one collection, to be read. A tenant that is not there has nothing. */
final class TenantObjects {
    /** The server's default for the most that one answer may hold; asking for more is an error. */
    static final int MAX_RESULTS = 10_000;

    private static final int IDS_PER_CALL = 1_000;

    private final Connection connection;
    private final TenantGate gate;
    private final String collection;
    private final String tenant;

    TenantObjects(Connection connection, String collection, String tenant) {
        this.connection = connection;
        this.gate = new TenantGate(connection);
        this.collection = collection;
        this.tenant = tenant;
    }

    /** Something read. */
    @FunctionalInterface
    interface Reading<T> {
        T from(CollectionHandle<Map<String, Object>> objects) throws IOException;
    }

    <T> T read(Reading<T> reading, T nothing) throws Refusal {
        try {
            return attempt(reading);
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case NO_TENANT -> nothing;
                case COLD_TENANT -> readActivated(reading, nothing);
                default -> throw refusal;
            };
        }
    }

    private <T> T readActivated(Reading<T> reading, T nothing) throws Refusal {
        try {
            gate.activate(collection, tenant);
            return attempt(reading);
        } catch (Refusal refusal) {
            if (refusal.kind() == Kind.NO_TENANT) {
                return nothing;
            }
            throw refusal;
        }
    }

    private <T> T attempt(Reading<T> reading) throws Refusal {
        return connection.call(client -> reading.from(Connection.tenant(client, collection, tenant)));
    }

    /** The objects of these ids that there are, in no order. */
    List<WeaviateObject<Map<String, Object>>> byIds(
            Collection<String> ids, List<String> fields, @Nullable String vector) throws Refusal {
        return byIds(ids, null, fields, vector);
    }

    /** Those of the objects of these ids that pass the filter, in no order. */
    List<WeaviateObject<Map<String, Object>>> byIds(
            Collection<String> ids, @Nullable Filter filter, List<String> fields, @Nullable String vector)
            throws Refusal {
        List<WeaviateObject<Map<String, Object>>> found = new ArrayList<>();
        List<String> distinct = ids.stream().distinct().toList();
        for (int from = 0; from < distinct.size(); from += IDS_PER_CALL) {
            List<String> some = distinct.subList(from, Math.min(distinct.size(), from + IDS_PER_CALL));
            Filter ofIds = Filter.uuid().containsAny(some.toArray(String[]::new));
            Filter any = filter == null ? ofIds : Filter.and(ofIds, filter);
            found.addAll(read(
                    objects -> objects.query
                            .fetchObjects(fetch -> {
                                fetch.filters(any).limit(some.size()).returnProperties(fields);
                                return vector == null ? fetch : fetch.includeVector(vector);
                            })
                            .objects(),
                    List.of()));
        }
        return found;
    }

    /** The objects that pass the filter, in no order, {@link #MAX_RESULTS} at most. */
    List<WeaviateObject<Map<String, Object>>> matching(Filter filter, List<String> fields) throws Refusal {
        return read(
                objects -> objects.query
                        .fetchObjects(fetch ->
                                fetch.filters(filter).limit(MAX_RESULTS).returnProperties(fields))
                        .objects(),
                List.of());
    }

    /** A page of all objects in the order of their ids; the first page comes after nothing. */
    List<WeaviateObject<Map<String, Object>>> after(String id, int limit, List<String> fields, @Nullable String vector)
            throws Refusal {
        return read(
                objects -> objects.query
                        .fetchObjects(fetch -> {
                            fetch.after(id).limit(limit).returnProperties(fields);
                            return vector == null ? fetch : fetch.includeVector(vector);
                        })
                        .objects(),
                List.of());
    }

    long count() throws Refusal {
        return read(CollectionHandle::size, 0L);
    }
}
