package io.freshet.bench.crash;

import io.freshet.index.chunk.ChunkDraft;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In what an index is not the model's answer, in words; everything is looked at, also what no search would show. */
final class Differences {
    private static final int MOST_CHUNKS = 10_000;
    private static final double SAME = 0.999;

    private final ModelAnswer model;
    private final LuceneStore store;
    private final HashingEmbedder embedder = new HashingEmbedder();
    private final List<String> found = new ArrayList<>();

    private Differences(ModelAnswer model, LuceneStore store) {
        this.model = model;
        this.store = store;
    }

    /** Whether each document of the index, and the index as a whole, is as the model says. */
    static List<String> between(ModelAnswer model, LuceneStore store) throws StoreUnavailableException {
        Differences differences = new Differences(model, store);
        differences.compare();
        return differences.found;
    }

    private void compare() throws StoreUnavailableException {
        Map<String, Head> heads =
                store.heads(RandomEvents.TENANT, model.standings().keySet());
        long chunks = 0;
        for (Map.Entry<String, ModelAnswer.Standing> document :
                model.standings().entrySet()) {
            Head head = heads.get(document.getKey());
            if (head == null) {
                found.add(document.getKey() + ": has no head");
            } else {
                compareHead(document.getKey(), document.getValue(), head);
                chunks += compareChunks(document.getKey(), document.getValue(), head);
            }
        }
        expect(
                "index",
                "heads",
                (long) model.standings().size(),
                store.count(RandomEvents.TENANT).heads());
        expect("index", "chunks", chunks, store.count(RandomEvents.TENANT).chunks());
    }

    private void compareHead(String id, ModelAnswer.Standing standing, Head head) {
        expect(id, "offset", standing.origin().getOffset(), head.origin().offset());
        expect(id, "version", standing.version(), head.version());
        expect(id, "deleted", standing.deleted(), head.deleted());
        expect(id, "title", standing.metadata().getTitle(), head.metadata().title());
        expect(id, "readers", standing.metadata().getReaders(), head.metadata().readers());
        expect(id, "tags", standing.metadata().getTags(), head.metadata().tags());
        Head.Failure failure = head.failure();
        expect(
                id,
                "failure",
                standing.failure(),
                failure == null ? null : new ModelAnswer.Failure(failure.code(), failure.since()));
    }

    /** Returns how many there must be. */
    private int compareChunks(String id, ModelAnswer.Standing standing, Head head) throws StoreUnavailableException {
        List<ChunkDraft> drafts = model.chunks(standing);
        List<Chunk> stored = store.chunks(RandomEvents.TENANT, id, "", MOST_CHUNKS);
        expect(id, "chunk count of the head", drafts.size(), head.chunkCount());
        expect(
                id,
                "texts",
                drafts.stream().map(ChunkDraft::text).toList(),
                stored.stream().map(Chunk::text).toList());
        expect(id, "ids", ids(id, drafts), stored.stream().map(Chunk::id).toList());
        for (Chunk chunk : stored) {
            if (!head.shows(chunk)) {
                found.add(id + ": chunk " + chunk.id() + " is stored and not shown; since " + chunk.since()
                        + ", sequence " + head.sequence() + ", removed "
                        + head.removed().contains(chunk.id()));
            }
            expect(id, "metadata of a chunk", head.metadata(), chunk.metadata());
        }
        compareVectors(id, drafts);
        return drafts.size();
    }

    private void compareVectors(String id, List<ChunkDraft> drafts) throws StoreUnavailableException {
        List<UUID> ids = ids(id, drafts);
        Map<UUID, IndexScan.StoredChunk> rows = store.scan().chunks(RandomEvents.TENANT, ids);
        for (int i = 0; i < drafts.size(); i++) {
            IndexScan.StoredChunk row = rows.get(ids.get(i));
            float[] vector = embedder.vector(drafts.get(i).embeddedText());
            if (row != null && product(vector, row.vector()) < SAME) {
                found.add(id + ": the vector of chunk " + ids.get(i) + " is not that of its text");
            }
        }
    }

    private static double product(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
        }
        return product;
    }

    private static List<UUID> ids(String id, List<ChunkDraft> drafts) {
        DocumentKey document = new DocumentKey(RandomEvents.TENANT, id);
        Map<String, Integer> occurrences = new HashMap<>();
        return drafts.stream()
                .map(ChunkDraft::embeddedText)
                .map(text -> ChunkIds.of(document, text, occurrences.merge(text, 1, Integer::sum) - 1))
                .toList();
    }

    private void expect(String id, String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            found.add(id + ": " + what + " must be " + expected + ", but is " + actual);
        }
    }
}
