package io.freshet.index.audit;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Head;
import io.freshet.store.IndexScan;
import io.freshet.store.Outcome;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be tampered with; each call first lets time pass. */
final class MapStore implements ChunkWriter, IndexScan {
    private final Map<String, NavigableMap<String, StoredChunk>> chunks = new TreeMap<>();
    private final Map<String, NavigableMap<String, Head>> heads = new TreeMap<>();
    private final Deque<Outcome> scripted = new ArrayDeque<>();
    private final Runnable passing;
    private final List<Runnable> afterWrites = new ArrayList<>();

    MapStore(Runnable passing) {
        this.passing = passing;
    }

    /** The next writes end like this, one each, and do not happen. */
    void script(Outcome... outcomes) {
        scripted.addAll(List.of(outcomes));
    }

    /** Done after each single write. */
    void afterEachWrite(Runnable look) {
        afterWrites.add(look);
    }

    @Override
    public List<Outcome> apply(List<Write> batch) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Write write : batch) {
            Outcome next = scripted.poll();
            outcomes.add(next == null ? Outcome.ACCEPTED : next);
            if (next == null) {
                put(write);
                afterWrites.forEach(Runnable::run);
            }
        }
        return outcomes;
    }

    void put(Write write) {
        var itsChunks = chunks.computeIfAbsent(write.tenant(), unused -> new TreeMap<>());
        var itsHeads = heads.computeIfAbsent(write.tenant(), unused -> new TreeMap<>());
        if (write instanceof Write.PutChunk put) {
            float[] unit = UnitVector.of(put.vector()).orElseThrow();
            itsChunks.put(put.chunk().id().toString(), new StoredChunk(put.chunk(), unit));
        } else if (write instanceof Write.DeleteChunk delete) {
            itsChunks.remove(delete.chunkId().toString());
        } else if (write instanceof Write.PutHead put) {
            itsHeads.put(put.documentId(), put.head());
        } else {
            itsHeads.remove(write.documentId());
        }
    }

    List<StoredChunk> chunksOf(String tenant, String documentId) {
        return chunks.getOrDefault(tenant, new TreeMap<>()).values().stream()
                .filter(stored -> stored.chunk().documentId().equals(documentId))
                .toList();
    }

    @Nullable
    Head head(String tenant, String documentId) {
        return heads.getOrDefault(tenant, new TreeMap<>()).get(documentId);
    }

    /** What a search may show of a document. */
    Set<String> visible(String tenant, String documentId) {
        Head head = head(tenant, documentId);
        return chunksOf(tenant, documentId).stream()
                .map(StoredChunk::chunk)
                .filter(chunk -> head != null && head.shows(chunk))
                .map(Chunk::text)
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> tenants() {
        passing.run();
        return List.copyOf(chunks.keySet());
    }

    @Override
    public Page<StoredChunk> chunks(String tenant, String after, int limit) {
        passing.run();
        return page(chunks.get(tenant), after, limit);
    }

    @Override
    public Page<Head> heads(String tenant, String after, int limit) {
        passing.run();
        return page(heads.get(tenant), after, limit);
    }

    // Smaller pages than asked for, so that there are many even of a few rows.
    private static <T> Page<T> page(@Nullable NavigableMap<String, T> rows, String after, int limit) {
        if (rows == null) {
            return new Page<>(List.of(), "");
        }
        List<Map.Entry<String, T>> page = rows.tailMap(after, false).entrySet().stream()
                .limit(Math.min(limit, 7))
                .toList();
        String last = page.isEmpty() ? "" : page.get(page.size() - 1).getKey();
        return new Page<>(
                page.stream().map(Map.Entry::getValue).toList(),
                last.isEmpty() || last.equals(rows.lastKey()) ? "" : last);
    }

    @Override
    public Map<UUID, StoredChunk> chunks(String tenant, Collection<UUID> chunkIds) {
        passing.run();
        Map<UUID, StoredChunk> found = new HashMap<>();
        for (UUID id : chunkIds) {
            StoredChunk stored = chunks.getOrDefault(tenant, new TreeMap<>()).get(id.toString());
            if (stored != null) {
                found.put(id, stored);
            }
        }
        return found;
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) {
        passing.run();
        Map<String, Head> found = new HashMap<>();
        for (String id : documentIds) {
            Head head = head(tenant, id);
            if (head != null) {
                found.put(id, head);
            }
        }
        return found;
    }

    @Override
    public Map<UUID, Long> since(String tenant, Collection<UUID> chunkIds) {
        Map<UUID, Long> since = new HashMap<>();
        chunks(tenant, chunkIds)
                .forEach((id, stored) -> since.put(id, stored.chunk().since()));
        return since;
    }

    @Override
    public void recordAsOf(Instant asOf) {}

    @Override
    public void recordPositions(Map<Integer, Long> positions) {}

    @Override
    public Map<Integer, Long> positions() {
        return Map.of();
    }

    @Override
    public void sync() {}
}
