package io.freshet.query.retrieve;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The passages that hits are parts of: such chunks are matched one by one and shown together.
 *
 * @param parts stored chunks in reading order, visible or not, by the id that they have as parent
 */
record Passages(Map<UUID, List<Chunk>> parts) {
    static final Passages NONE = new Passages(Map.of());

    private static final int MOST_PARTS = 200;
    private static final int LONGEST_TEXT = 16_000;

    static Passages of(List<ChunkHit> hits, String tenant, ChunkSearch store) throws StoreUnavailableException {
        Map<UUID, List<Chunk>> parts = new HashMap<>();
        for (ChunkHit hit : hits) {
            UUID parent = hit.chunk().parent();
            if (parent != null && !parts.containsKey(parent)) {
                parts.put(parent, store.passage(tenant, hit.chunk().documentId(), parent, MOST_PARTS));
            }
        }
        return new Passages(parts);
    }

    /** What is shown for a chunk: its own text, or that of its passage as far as it is visible, as much as fits around it. */
    String shown(Chunk chunk, Head head) {
        if (chunk.parent() == null) {
            return chunk.text();
        }
        List<Chunk> visible = parts.getOrDefault(chunk.parent(), List.of()).stream()
                .filter(head::shows)
                .toList();
        int at = visible.stream().map(Chunk::id).toList().indexOf(chunk.id());
        return at < 0 ? chunk.text() : around(visible, at);
    }

    /** The texts of a passage follow each other as they are: each brings the white space behind it. */
    private static String around(List<Chunk> parts, int at) {
        StringBuilder text = new StringBuilder(parts.get(at).text());
        int first = at;
        int last = at;
        while (last + 1 < parts.size() && fits(text, parts.get(last + 1))) {
            text.append(parts.get(++last).text());
        }
        while (first > 0 && fits(text, parts.get(first - 1))) {
            text.insert(0, parts.get(--first).text());
        }
        return text.toString().stripTrailing();
    }

    private static boolean fits(StringBuilder text, Chunk more) {
        return text.length() + more.text().length() <= LONGEST_TEXT;
    }
}
