package io.freshet.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.history.Step.Section;
import io.freshet.records.ChunkIds;
import io.freshet.records.DocumentKey;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.IndexScan;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** All that the index holds of a tenant, visible or not. */
final class IndexedPages {
    private static final int ALL = 10_000;

    private final String tenant;
    private final Map<String, Page> pages = new TreeMap<>();

    /**
     * A document with its chunks in reading order.
     *
     * @param head its head
     * @param chunks with their vectors
     */
    record Page(Head head, List<IndexScan.StoredChunk> chunks) {

        /** What is the same for whoever has the same documents: no ids, ranks and sequences. */
        List<Object> content() {
            List<Object> content = new ArrayList<>();
            for (IndexScan.StoredChunk row : chunks) {
                Chunk chunk = row.chunk();
                content.add(List.of(chunk.text(), chunk.headingPath(), chunk.metadata()));
            }
            return content;
        }

        Ending ending() {
            Head.Failure failure = head.failure();
            List<Section> sections = new ArrayList<>();
            for (IndexScan.StoredChunk row : chunks) {
                List<String> path = row.chunk().headingPath();
                sections.add(new Section(
                        path.get(path.size() - 1), row.chunk().text().strip()));
            }
            return new Ending(
                    head.version(),
                    head.deleted(),
                    failure == null ? null : failure.since(),
                    head.metadata().title(),
                    head.metadata().tags(),
                    head.deleted() ? null : head.metadata().readers(),
                    Ending.joined(sections));
        }
    }

    /** Reads them and makes sure that nothing is left over. */
    IndexedPages(LuceneStore store, String tenant) throws StoreUnavailableException {
        this.tenant = tenant;
        IndexScan.Page<Head> heads = store.scan().heads(tenant, "", ALL);
        for (Head head : heads.rows()) {
            pages.put(head.documentId(), new Page(head, chunks(store, head)));
        }
        long found =
                pages.values().stream().mapToLong(page -> page.chunks().size()).sum();
        assertThat(store.count(tenant).chunks())
                .as("chunks of %s, with those of no head", tenant)
                .isEqualTo(found);
    }

    private List<IndexScan.StoredChunk> chunks(LuceneStore store, Head head) throws StoreUnavailableException {
        List<UUID> ids = store.chunks(tenant, head.documentId(), "", ALL).stream()
                .map(Chunk::id)
                .toList();
        Map<UUID, IndexScan.StoredChunk> rows = store.scan().chunks(tenant, ids);
        return ids.stream()
                .map(id -> Objects.requireNonNull(rows.get(id), "a chunk without a row"))
                .toList();
    }

    Map<String, Page> pages() {
        return pages;
    }

    Map<String, Ending> endings() {
        Map<String, Ending> endings = new TreeMap<>();
        pages.forEach((id, page) -> endings.put(id, page.ending()));
        return endings;
    }

    Map<String, List<Object>> contents() {
        Map<String, List<Object>> contents = new TreeMap<>();
        pages.forEach((id, page) -> contents.put(id, page.content()));
        return contents;
    }

    /** Whether chunks and heads belong together. */
    void assertWhole() {
        pages.forEach((id, page) -> {
            Head head = page.head();
            List<Chunk> chunks =
                    page.chunks().stream().map(IndexScan.StoredChunk::chunk).toList();
            assertThat(head.chunkCount()).as("count of %s", id).isEqualTo(chunks.size());
            assertThat(chunks).as("chunks of %s", id).allMatch(head::shows);
            assertThat(chunks).extracting(Chunk::metadata).allMatch(head.metadata()::equals);
            assertThat(chunks).extracting(Chunk::id).as("ids of %s", id).isEqualTo(ids(id, chunks));
        });
    }

    private List<UUID> ids(String id, List<Chunk> chunks) {
        Map<String, Integer> occurrences = new HashMap<>();
        return chunks.stream()
                .map(Chunk::textInContext)
                .map(text ->
                        ChunkIds.of(new DocumentKey(tenant, id), text, occurrences.merge(text, 1, Integer::sum) - 1))
                .toList();
    }
}
