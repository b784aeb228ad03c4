package io.freshet.index.write;

import io.freshet.records.DocumentKey;
import io.freshet.records.IndexKey;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A store in memory: writes of a call happen in any order, some fail, and a crash takes what was not synced. */
final class FragileStore implements ChunkWriter {
    private Map<IndexKey, Chunk> chunks = new HashMap<>();
    private Map<DocumentKey, Head> heads = new HashMap<>();
    private Map<IndexKey, Chunk> syncedChunks = new HashMap<>();
    private Map<DocumentKey, Head> syncedHeads = new HashMap<>();
    private final Random random;
    private final int failOneIn;
    private final Runnable afterEachWrite;
    private final Deque<Outcome> scripted = new ArrayDeque<>();

    int calls;
    int syncs;

    FragileStore(Random random, int failOneIn, Runnable afterEachWrite) {
        this.random = random;
        this.failOneIn = failOneIn;
        this.afterEachWrite = afterEachWrite;
    }

    /** The next writes end like this, one each. */
    void script(Outcome... outcomes) {
        scripted.addAll(List.of(outcomes));
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        calls++;
        Outcome[] outcomes = new Outcome[batch.size()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            outcomes[i] = outcome();
            // A write with an unknown outcome may have happened all the same.
            if (outcomes[i] instanceof Outcome.Accepted
                    || (outcomes[i] instanceof Outcome.Unavailable && random.nextBoolean())) {
                apply(batch.get(i));
                afterEachWrite.run();
            }
        }
        return List.of(outcomes);
    }

    private Outcome outcome() {
        Outcome next = scripted.poll();
        if (next != null) {
            return next;
        }
        return failOneIn > 0 && random.nextInt(failOneIn) == 0
                ? new Outcome.Unavailable("made to fail")
                : Outcome.ACCEPTED;
    }

    private void apply(Write write) {
        DocumentKey document = new DocumentKey(write.tenant(), write.documentId());
        if (write instanceof Write.PutChunk put) {
            chunks.put(IndexKey.chunk(document, put.chunk().id()), put.chunk());
        } else if (write instanceof Write.DeleteChunk delete) {
            chunks.remove(IndexKey.chunk(document, delete.chunkId()));
        } else if (write instanceof Write.PutHead put) {
            heads.put(document, put.head());
        } else {
            heads.remove(document);
        }
    }

    void crash() {
        chunks = new HashMap<>(syncedChunks);
        heads = new HashMap<>(syncedHeads);
    }

    @Nullable
    Head head(String documentId) {
        return heads.get(new DocumentKey("acme", documentId));
    }

    Head standing(String documentId) {
        return Objects.requireNonNull(head(documentId), "no head of " + documentId);
    }

    Set<UUID> stored(String documentId) {
        return chunks.values().stream()
                .filter(chunk -> chunk.documentId().equals(documentId))
                .map(Chunk::id)
                .collect(Collectors.toSet());
    }

    Set<UUID> visible(String documentId) {
        Head head = head(documentId);
        return chunks.values().stream()
                .filter(chunk -> head != null && chunk.documentId().equals(documentId) && head.shows(chunk))
                .map(Chunk::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) {
        Map<String, Head> found = new HashMap<>();
        heads.forEach((key, head) -> {
            if (key.tenant().equals(tenant) && documentIds.contains(key.documentId())) {
                found.put(key.documentId(), head);
            }
        });
        return found;
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) {
        Map<UUID, Long> found = new HashMap<>();
        chunks.forEach((key, chunk) -> {
            if (key.document().tenant().equals(tenant) && chunkIds.contains(chunk.id())) {
                found.put(chunk.id(), chunk.since());
            }
        });
        return found;
    }

    @Override
    public void recordAsOf(Instant asOf) {}

    @Override
    public void sync() {
        syncs++;
        syncedChunks = new HashMap<>(chunks);
        syncedHeads = new HashMap<>(heads);
    }
}
