package io.freshet.store.weaviate;

import io.freshet.store.Chunk;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.Outcome;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import io.weaviate.client6.v1.api.collections.Vectors;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies a batch to a generation: checks each write, sends what belongs together at once, collects the outcomes. */
final class BatchWriter {
    private final Connection connection;
    private final WeaviateSettings settings;
    private final Names names;
    private final Generation generation;
    private final Doubts doubts;

    BatchWriter(Connection connection, WeaviateSettings settings, Names names, Generation generation, Doubts doubts) {
        this.connection = connection;
        this.settings = settings;
        this.names = names;
        this.generation = generation;
        this.doubts = doubts;
    }

    List<Outcome> apply(List<Write> batch) {
        Outcome[] outcomes = new Outcome[batch.size()];
        Map<Target, List<Put>> puts = new LinkedHashMap<>();
        Map<Target, List<Delete>> deletes = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            Write write = batch.get(i);
            if (!TenantName.isName(write.tenant())) {
                outcomes[i] = new Outcome.Invalid("a tenant's name is up to 63 of a-z, 0-9 and -");
            } else if (write instanceof Write.PutChunk put) {
                Optional<float[]> unit = UnitVector.of(put.vector());
                if (put.vector().length != generation.identity().dimensions()) {
                    outcomes[i] = new Outcome.Invalid("the vector has " + put.vector().length
                            + " dimensions, the index " + generation.identity().dimensions());
                } else if (unit.isEmpty()) {
                    outcomes[i] = new Outcome.Invalid("the vector has no direction");
                } else {
                    add(puts, chunksOf(write.tenant()), new Put(i, item(put.chunk(), unit.get()), put.chunk()));
                }
            } else if (write instanceof Write.PutHead put) {
                add(puts, headsOf(write.tenant()), new Put(i, item(put.head()), null));
            } else if (write instanceof Write.DeleteChunk delete) {
                add(
                        deletes,
                        chunksOf(write.tenant()),
                        new Delete(i, delete.chunkId().toString()));
            } else {
                add(deletes, headsOf(write.tenant()), new Delete(i, NameIds.head(write.documentId())));
            }
        }
        puts.forEach((target, some) -> put(target, some, outcomes));
        deletes.forEach((target, some) -> delete(target, some, outcomes));
        return List.of(outcomes);
    }

    private void put(Target target, List<Put> puts, Outcome[] outcomes) {
        List<Item> items = puts.stream().map(Put::item).toList();
        try {
            forgetUnindexed(target, puts);
            boolean hasGraph = puts.stream().anyMatch(put -> put.chunk() != null);
            new CollectionWriter(connection, settings.batches(), target.collection(), target.tenant(), hasGraph)
                    .put(items);
        } catch (Refusal refusal) {
            items.forEach(item -> item.settle(
                    refusal.kind() == Refusal.Kind.OVERLOADED
                            ? new Outcome.Overloaded(refusal.text())
                            : new Outcome.Unavailable(refusal.text())));
        }
        doubts.heard(target.collection(), target.tenant(), items);
        puts.forEach(put -> outcomes[put.index()] = put.item().outcome());
    }

    /**
     * Removes what may be stored without being in the graph of vectors. A request that the server hears the end of too
     * early leaves rows like that, and the same row put again with the same vector is not indexed then either, though
     * the answer is success. Such a row is one that was in doubt, or one that is put just as it is stored already.
     */
    private void forgetUnindexed(Target target, List<Put> puts) throws Refusal {
        Map<String, Chunk> chunks = new LinkedHashMap<>();
        for (Put put : puts) {
            if (put.chunk() != null) {
                chunks.put(put.item().id(), put.chunk());
            }
        }
        if (chunks.isEmpty()) {
            return;
        }
        List<String> unindexed = new ArrayList<>();
        for (WeaviateObject<Map<String, Object>> stored : new TenantObjects(
                        connection, target.collection(), target.tenant())
                .byIds(chunks.keySet(), Schema.chunkFields(), null)) {
            if (doubts.remain(target.collection(), target.tenant(), stored.uuid())
                    || ChunkObject.read(stored.uuid(), stored.properties()).equals(chunks.get(stored.uuid()))) {
                unindexed.add(stored.uuid());
            }
        }
        new Deletion(connection, target.collection(), target.tenant()).require(unindexed);
    }

    private void delete(Target target, List<Delete> deletes, Outcome[] outcomes) {
        Map<String, Outcome> byId = new Deletion(connection, target.collection(), target.tenant())
                .of(deletes.stream().map(Delete::id).toList());
        deletes.forEach(delete -> outcomes[delete.index()] = byId.getOrDefault(delete.id(), Outcome.ACCEPTED));
    }

    private static Item item(Chunk chunk, float[] unit) {
        ObjectProperties properties = ChunkObject.of(chunk);
        WeaviateObject<Map<String, Object>> object =
                WeaviateObject.of(built -> built.uuid(chunk.id().toString())
                        .properties(properties.values())
                        .vectors(Vectors.of(Fields.VECTOR, unit)));
        return new Item(object, properties.bytes() + Float.BYTES * unit.length);
    }

    private static Item item(Head head) {
        ObjectProperties properties = HeadObject.of(head);
        WeaviateObject<Map<String, Object>> object = WeaviateObject.of(
                built -> built.uuid(NameIds.head(head.documentId())).properties(properties.values()));
        return new Item(object, properties.bytes());
    }

    private Target chunksOf(String tenant) {
        return new Target(names.chunks(generation.number()), tenant);
    }

    private Target headsOf(String tenant) {
        return new Target(names.heads(generation.number()), tenant);
    }

    private static <T> void add(Map<Target, List<T>> lists, Target target, T element) {
        lists.computeIfAbsent(target, unknown -> new ArrayList<>()).add(element);
    }

    private record Target(String collection, String tenant) {}

    private record Put(int index, Item item, @Nullable Chunk chunk) {}

    private record Delete(int index, String id) {}
}
