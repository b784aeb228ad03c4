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

/**
 * A store in memory: writes of a call happen in any order, some fail, of some nobody is told whether they happened or
 * still will, and a crash takes what was not synced.
 */
final class FragileStore implements ChunkWriter {
    private Map<IndexKey, Chunk> chunks = new HashMap<>();
    private Map<DocumentKey, Head> heads = new HashMap<>();
    private Map<IndexKey, Chunk> syncedChunks = new HashMap<>();
    private Map<DocumentKey, Head> syncedHeads = new HashMap<>();
    private final Random random;
    private final int failOneIn;
    private final Runnable afterEachWrite;
    private final Deque<Outcome> scripted = new ArrayDeque<>();
    private final List<Write> stillToLand = new ArrayList<>();
    private Runnable afterNextCalls = () -> {};
    private int callsUntilThen = -1;

    final Map<Integer, Long> positions = new HashMap<>();

    int calls;
    int reads;
    int syncs;
    int asked;

    FragileStore(Random random, int failOneIn, Runnable afterEachWrite) {
        this.random = random;
        this.failOneIn = failOneIn;
        this.afterEachWrite = afterEachWrite;
    }

    /** The next writes end like this, one each. */
    void script(Outcome... outcomes) {
        scripted.addAll(List.of(outcomes));
    }

    /** Something happens after so many more calls, before whoever called is told. */
    void after(int moreCalls, Runnable event) {
        callsUntilThen = moreCalls;
        afterNextCalls = event;
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        calls++;
        asked += batch.size();
        Outcome[] outcomes = new Outcome[batch.size()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            outcomes[i] = outcome();
            if (outcomes[i] instanceof Outcome.Accepted) {
                write(batch.get(i));
            } else if (outcomes[i] instanceof Outcome.Unavailable) {
                unknown(batch.get(i));
            }
        }
        if (--callsUntilThen == 0) {
            afterNextCalls.run();
        }
        return List.of(outcomes);
    }

    /** A write with an unknown outcome has happened, never will, or will in a moment. */
    private void unknown(Write write) {
        switch (random.nextInt(3)) {
            case 0 -> write(write);
            case 1 -> stillToLand.add(write);
            default -> {}
        }
    }

    /** Time passes: whatever is still on its way arrives. */
    void land() {
        Collections.shuffle(stillToLand, random);
        List<Write> landing = List.copyOf(stillToLand);
        stillToLand.clear();
        landing.forEach(this::write);
    }

    private Outcome outcome() {
        Outcome next = scripted.poll();
        if (next != null) {
            return next;
        }
        if (failOneIn == 0 || random.nextInt(failOneIn) > 0) {
            return Outcome.ACCEPTED;
        }
        return random.nextInt(3) == 0
                ? new Outcome.Overloaded("made to be slow")
                : new Outcome.Unavailable("made to fail");
    }

    private void write(Write write) {
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
        afterEachWrite.run();
    }

    /** The store dies, and what was on its way with it. */
    void crash() {
        stillToLand.clear();
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
        return chunks(documentId).stream().map(Chunk::id).collect(Collectors.toSet());
    }

    List<Chunk> chunks(String documentId) {
        return chunks.values().stream()
                .filter(chunk -> chunk.documentId().equals(documentId))
                .toList();
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
        reads++;
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
    public void recordPositions(Map<Integer, Long> newer) {
        positions.putAll(newer);
    }

    @Override
    public Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    @Override
    public void sync() {
        syncs++;
        syncedChunks = new HashMap<>(chunks);
        syncedHeads = new HashMap<>(heads);
    }
}
