package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.collections.tenants.Tenant;
import java.util.Optional;

/** Sees to it that a collection has a tenant, and that it is loaded. */
final class TenantGate {
    private final Connection connection;

    TenantGate(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tenant; making one that is there does nothing. */
    void create(String collection, String tenant) throws Refusal {
        connection.call(client -> {
            client.collections.use(collection).tenants.create(Tenant.active(tenant));
            return true;
        });
    }

    /**
     * Loads a tenant that is not.
     *
     * @throws Refusal while that goes on, as it does for long where its files are elsewhere
     */
    void activate(String collection, String tenant) throws Refusal {
        Optional<Tenant> found = connection.call(
                client -> client.collections.use(collection).tenants.get(tenant));
        if (found.isEmpty()) {
            throw new Refusal(Kind.NO_TENANT, "tenant not found: " + tenant, null);
        }
        if (!found.get().isActive() && !found.get().isOnloading()) {
            connection.call(client -> {
                client.collections.use(collection).tenants.activate(tenant);
                return true;
            });
        }
        if (!found.get().isActive() && !found.get().isInactive()) {
            throw new Refusal(Kind.TRANSIENT, "tenant " + tenant + " is being loaded", null);
        }
    }
}
