package io.freshet.store.weaviate;

import io.freshet.store.Outcome;
import io.freshet.store.weaviate.Refusal.Kind;
import io.freshet.store.weaviate.WeaviateSettings.Batches;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.data.InsertManyResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one tenant's objects into one collection and says of each what became of it. A call that returns is no success:
 * the server answers for each object, in words.
 */
final class CollectionWriter {
    private static final Logger log = LoggerFactory.getLogger(CollectionWriter.class);

    /** How often the same is sent before an answer that nobody knows, or a missing tenant, is believed. */
    private static final int ATTEMPTS = 3;

    private final Connection connection;
    private final TenantGate gate;
    private final Batches batches;
    private final String collection;
    private final String tenant;
    private final boolean hasGraph;

    /** @param hasGraph whether the collection's vectors are indexed */
    CollectionWriter(Connection connection, Batches batches, String collection, String tenant, boolean hasGraph) {
        this.connection = connection;
        this.gate = new TenantGate(connection);
        this.batches = batches;
        this.collection = collection;
        this.tenant = tenant;
        this.hasGraph = hasGraph;
    }

    /** Inserts or replaces, and settles each item. */
    void put(List<Item> items) {
        for (List<Item> request : requests(items)) {
            put(request, 1);
        }
    }

    private List<List<Item>> requests(List<Item> items) {
        try {
            long maxBytes = Math.min(batches.bytes(), connection.maxMessageBytes() * 9L / 10);
            return Requests.of(items, batches.rows(), maxBytes);
        } catch (Refusal refusal) {
            settle(items, refusal.kind(), refusal.text());
            return List.of();
        }
    }

    private void put(List<Item> items, int attempt) {
        Map<Kind, List<Refused>> refused = new EnumMap<>(Kind.class);
        for (Refused item : insert(items)) {
            refused.computeIfAbsent(item.kind(), kind -> new ArrayList<>()).add(item);
        }
        refused.forEach((kind, some) -> {
            List<Item> again = some.stream().map(Refused::item).toList();
            String text = some.get(0).text();
            switch (kind) {
                case NO_TENANT, COLD_TENANT -> putWithTenant(again, kind, text, attempt);
                case TOO_LARGE -> putHalves(again, text);
                case UNKNOWN -> putDoubtful(again, text, attempt, some.get(0).answered());
                default -> some.forEach(one -> settle(List.of(one.item()), kind, one.text()));
            }
        });
    }

    private void putWithTenant(List<Item> items, Kind kind, String text, int attempt) {
        if (attempt == ATTEMPTS) {
            settle(items, Kind.TRANSIENT, text);
            return;
        }
        try {
            if (kind == Kind.NO_TENANT) {
                gate.create(collection, tenant);
            } else {
                gate.activate(collection, tenant);
            }
        } catch (Refusal refusal) {
            settle(items, Kind.TRANSIENT, refusal.text());
            return;
        }
        put(items, attempt + 1);
    }

    private void putHalves(List<Item> items, String text) {
        if (items.size() == 1) {
            items.get(0).settle(new Outcome.Invalid("larger than a message to the store may be: " + text));
            return;
        }
        put(items.subList(0, items.size() / 2), 1);
        put(items.subList(items.size() / 2, items.size()), 1);
    }

    /**
     * Nobody knows the answer: it may pass, or one of the objects may be the reason. That one is found by halving, and
     * is believed to be guilty only when the same collection takes another object right after.
     */
    private void putDoubtful(List<Item> items, String text, int attempt, boolean answered) {
        boolean halfStored = hasGraph && !answered;
        if (halfStored && !isForgotten(items)) {
            settle(items, Kind.TRANSIENT, text);
        } else if (attempt < ATTEMPTS) {
            put(items, attempt + 1);
        } else if (!new Canary(connection, collection, tenant).lives()) {
            settle(items, Kind.TRANSIENT, text);
        } else if (items.size() > 1) {
            put(items.subList(0, items.size() / 2), ATTEMPTS);
            put(items.subList(items.size() / 2, items.size()), ATTEMPTS);
        } else {
            log.atWarn()
                    .addKeyValue("collection", collection)
                    .addKeyValue("id", items.get(0).id())
                    .addKeyValue("reason", text)
                    .log("the store refuses this object and takes others");
            items.get(0).settle(new Outcome.Invalid(text));
        }
    }

    /**
     * What a call without an answer may have half stored is removed first, or the server would not index its vector when it
     * comes again. What the server answered for, object by object, stays as it was.
     */
    private boolean isForgotten(List<Item> items) {
        try {
            new Deletion(connection, collection, tenant)
                    .require(items.stream().map(Item::id).toList());
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    /** Sends and settles what was accepted. */
    private List<Refused> insert(List<Item> items) {
        List<WeaviateObject<Map<String, Object>>> objects =
                items.stream().map(Item::object).toList();
        List<Refused> refused = new ArrayList<>();
        try {
            InsertManyResponse response = connection.call(
                    client -> Connection.tenant(client, collection, tenant).data.insertMany(objects));
            for (int i = 0; i < items.size(); i++) {
                InsertManyResponse.InsertObject answer = response.responses().get(i);
                if (answer.successful()) {
                    items.get(i).settle(Outcome.ACCEPTED);
                } else {
                    String text = String.valueOf(answer.error());
                    refused.add(new Refused(items.get(i), Refusals.kindOf(text), text, true));
                }
            }
        } catch (Refusal refusal) {
            items.forEach(item -> refused.add(new Refused(item, refusal.kind(), refusal.text(), false)));
        }
        return refused;
    }

    private static void settle(List<Item> items, Kind kind, String text) {
        Outcome outcome =
                switch (kind) {
                    case INVALID -> new Outcome.Invalid(text);
                    case OVERLOADED -> new Outcome.Overloaded(text);
                    default -> new Outcome.Unavailable(text);
                };
        items.forEach(item -> item.settle(outcome));
    }

    /** @param answered whether the server spoke of this object, and not only of the call */
    private record Refused(Item item, Kind kind, String text, boolean answered) {}
}
