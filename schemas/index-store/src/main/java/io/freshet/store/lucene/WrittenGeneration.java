package io.freshet.store.lucene;

import io.freshet.store.HeadWatch;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What only the one writing process does with a generation: it spreads writes over tenants. */
final class WrittenGeneration {
    private final Tenants<WrittenTenant> tenants;
    private final HeadWatches watches = new HeadWatches();

    WrittenGeneration(Tenants<WrittenTenant> tenants) {
        this.tenants = tenants;
    }

    List<Outcome> apply(List<Write> batch) {
        Map<String, List<Integer>> byTenant = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            byTenant.computeIfAbsent(batch.get(i).tenant(), tenant -> new ArrayList<>())
                    .add(i);
        }
        Outcome[] outcomes = new Outcome[batch.size()];
        byTenant.forEach((tenant, indexes) -> {
            List<Outcome> ofTenant =
                    apply(tenant, indexes.stream().map(batch::get).toList());
            for (int i = 0; i < indexes.size(); i++) {
                outcomes[indexes.get(i)] = ofTenant.get(i);
            }
        });
        return List.copyOf(Arrays.asList(outcomes));
    }

    private List<Outcome> apply(String tenant, List<Write> writes) {
        if (!Tenants.isName(tenant)) {
            return same(new Outcome.Invalid("not a tenant's name: " + tenant), writes);
        }
        try {
            List<Outcome> outcomes = tenants.created(tenant, index -> index.apply(writes));
            tell(writes, outcomes);
            return outcomes;
        } catch (IOException | IllegalStateException e) {
            return same(new Outcome.Unavailable("the index cannot be used: " + e.getMessage()), writes);
        }
    }

    private void tell(List<Write> writes, List<Outcome> outcomes) {
        for (int i = 0; i < writes.size(); i++) {
            if (writes.get(i).isOfHead() && outcomes.get(i) instanceof Outcome.Accepted) {
                watches.written(writes.get(i).tenant(), writes.get(i).documentId());
            }
        }
    }

    HeadWatch watch(String tenant, Collection<String> documentIds) {
        return watches.watch(tenant, documentIds);
    }

    static List<Outcome> same(Outcome outcome, List<Write> writes) {
        return writes.stream().map(write -> outcome).toList();
    }

    void sync() throws IOException {
        tenants.eachOpen(tenant -> {
            tenant.sync();
            return true;
        });
    }

    /** Lets go of those who wait: they will find the index closed. */
    void close() {
        watches.wakeAll();
    }
}
