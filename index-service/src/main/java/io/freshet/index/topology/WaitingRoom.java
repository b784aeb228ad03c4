package io.freshet.index.topology;

import io.freshet.index.state.ChunkRow;
import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Waiting;
import io.freshet.records.DocumentKey;
import io.freshet.records.IndexKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores as waiting changes use them. */
final class WaitingRoom {
    private final String modelId;
    private final KeyValueStore<String, @Nullable DocumentState> documents;
    private final KeyValueStore<String, @Nullable ChunkRow> chunks;
    private final KeyValueStore<String, @Nullable Waiting> waiting;
    private final KeyValueStore<String, @Nullable Long> since;

    WaitingRoom(String modelId, ProcessingContext context) {
        this.modelId = modelId;
        this.documents = context.getStateStore(Nodes.DOCUMENTS_STORE.label());
        this.chunks = context.getStateStore(Nodes.CHUNKS_STORE.label());
        this.waiting = context.getStateStore(Nodes.WAITING_STORE.label());
        this.since = context.getStateStore(Nodes.WAITING_SINCE_STORE.label());
    }

    /** All documents that wait. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        // Not from the store of what waits: there every value is a whole document.
        try (KeyValueIterator<String, @Nullable Long> all = since.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** What waits, before it is cut; null when it does not wait any more. */
    @Nullable
    Wish wish(String key) {
        Waiting waits = waiting.get(key);
        if (waits == null) {
            return null;
        }
        DocumentState served = documents.get(key);
        DocumentState inService =
                served == null ? DocumentState.unknown(waits.wanted().standing().origin(), modelId) : served;
        return Wish.of(DocumentKey.parse(key), inService, waits);
    }

    /** Writes down that the plan waits, and returns it as such. */
    Plan park(String key, Plan plan) {
        List<UUID> own = plan.puts().stream()
                .filter(PlannedChunk::isNew)
                .map(chunk -> chunk.entry().id())
                .toList();
        Waiting parked = plan.wish().toWaiting(own);
        waiting.put(key, parked);
        if (plan.wish().waiting() == null) {
            since.put(key, parked.since().toEpochMilli());
        }
        plan.abandoned().forEach(id -> chunks.delete(rowKey(plan.wish(), id)));
        return new Plan(plan.wish().parkedAs(parked), plan.next(), plan.puts(), plan.retired(), List.of());
    }

    Diff.Rows rows(Wish wish) {
        return id -> chunks.get(rowKey(wish, id));
    }

    void keep(Wish wish, PlannedChunk chunk, ByteBuffer vector) {
        ChunkRow row = new ChunkRow(chunk.draft().text(), chunk.draft().headingPath(), vector, modelId);
        chunks.put(rowKey(wish, chunk.entry().id()), row);
    }

    /** The plan with the vectors that were kept for it. */
    Plan complete(Plan plan) {
        List<PlannedChunk> puts = new ArrayList<>();
        for (PlannedChunk chunk : plan.puts()) {
            puts.add(chunk.vector() != null ? chunk : chunk.withStored(vector(plan.wish(), chunk)));
        }
        return plan.with(plan.wish(), puts);
    }

    private ByteBuffer vector(Wish wish, PlannedChunk chunk) {
        return Objects.requireNonNull(chunks.get(rowKey(wish, chunk.entry().id())), "a vector that came is not kept")
                .vector();
    }

    private static String rowKey(Wish wish, UUID chunk) {
        return IndexKey.chunk(wish.document(), chunk).toString();
    }
}
