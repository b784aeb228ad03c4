package io.freshet.store.weaviate;

import io.freshet.store.Outcome;
import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.collections.data.DeleteManyResponse;
import io.weaviate.client6.v1.api.collections.query.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deletes one tenant's objects of one collection by their ids. What is not there is deleted already. */
final class Deletion {
    /** Well below what the server deletes in one call. */
    private static final int IDS_PER_CALL = 500;

    private final Connection connection;
    private final TenantGate gate;
    private final String collection;
    private final String tenant;

    Deletion(Connection connection, String collection, String tenant) {
        this.connection = connection;
        this.gate = new TenantGate(connection);
        this.collection = collection;
        this.tenant = tenant;
    }

    /** One outcome for each id. */
    Map<String, Outcome> of(List<String> ids) {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_CALL) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_CALL));
            try {
                outcomes.putAll(deleted(some));
            } catch (Refusal refusal) {
                Outcome outcome = outcome(refusal.kind(), refusal.text());
                some.forEach(id -> outcomes.put(id, outcome));
            }
        }
        return outcomes;
    }

    /** Deletes all of them, or refuses. */
    void require(List<String> ids) throws Refusal {
        for (Outcome outcome : of(ids).values()) {
            if (outcome instanceof Outcome.Overloaded overloaded) {
                throw new Refusal(Kind.OVERLOADED, overloaded.reason(), null);
            } else if (outcome instanceof Outcome.Unavailable unavailable) {
                throw new Refusal(Kind.TRANSIENT, unavailable.reason(), null);
            }
        }
    }

    /** Batch deletes do not load tenants by themselves. */
    private Map<String, Outcome> deleted(List<String> ids) throws Refusal {
        try {
            return attempt(ids);
        } catch (Refusal refusal) {
            if (refusal.kind() != Kind.COLD_TENANT) {
                throw refusal;
            }
            gate.activate(collection, tenant);
            return attempt(ids);
        }
    }

    private Map<String, Outcome> attempt(List<String> ids) throws Refusal {
        Filter any = Filter.uuid().containsAny(ids.toArray(String[]::new));
        DeleteManyResponse response = connection.call(client ->
                Connection.tenant(client, collection, tenant).data.deleteMany(any, delete -> delete.verbose(true)));
        Map<String, Outcome> outcomes = new HashMap<>();
        List<DeleteManyResponse.DeletedObject> objects = new ArrayList<>(response.objects());
        boolean accounted = response.matches() == objects.size();
        ids.forEach(id -> outcomes.put(
                id,
                accounted ? Outcome.ACCEPTED : new Outcome.Unavailable("the store did not account for all deletes")));
        for (DeleteManyResponse.DeletedObject object : objects) {
            outcomes.put(
                    object.uuid(),
                    object.successful()
                            ? Outcome.ACCEPTED
                            : outcome(Refusals.kindOf(String.valueOf(object.error())), String.valueOf(object.error())));
        }
        return outcomes;
    }

    /** No delete is wrong by itself. */
    private static Outcome outcome(Kind kind, String text) {
        return switch (kind) {
            case NO_TENANT -> Outcome.ACCEPTED;
            case OVERLOADED -> new Outcome.Overloaded(text);
            default -> new Outcome.Unavailable(text);
        };
    }
}
