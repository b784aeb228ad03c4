package io.freshet.testkit;

import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.Write;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What one tenant has stored after its writes, as plain maps. */
final class IndexModel {
    private final Map<UUID, Write.PutChunk> chunks = new TreeMap<>();
    private final Map<String, Head> heads = new TreeMap<>();

    void apply(Write write) {
        if (write instanceof Write.PutChunk put) {
            chunks.put(put.chunk().id(), put);
        } else if (write instanceof Write.DeleteChunk delete) {
            chunks.remove(delete.chunkId());
        } else if (write instanceof Write.PutHead put) {
            heads.put(put.documentId(), put.head());
        } else {
            heads.remove(write.documentId());
        }
    }

    IndexCounts counts() {
        return new IndexCounts(chunks.size(), heads.size());
    }

    Map<String, Head> heads() {
        return heads;
    }

    List<Write.PutChunk> stored() {
        return List.copyOf(chunks.values());
    }

    Map<UUID, Long> since() {
        Map<UUID, Long> since = new TreeMap<>();
        chunks.forEach((id, put) -> since.put(id, put.chunk().since()));
        return since;
    }

    List<Chunk> inReadingOrder(String documentId) {
        return chunks.values().stream()
                .map(Write.PutChunk::chunk)
                .filter(chunk -> chunk.documentId().equals(documentId))
                .sorted(Comparator.comparing(Chunk::order))
                .toList();
    }
}
