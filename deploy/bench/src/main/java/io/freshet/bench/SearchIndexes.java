package io.freshet.bench;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.Filter;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Metadata;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import io.freshet.store.lucene.LuceneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The same passages in our store and in bare Lucene, below a temporary directory. One thread. */
final class SearchIndexes implements AutoCloseable {
    private static final String TENANT = "acme";
    private static final int PER_DOCUMENT = 20;
    private static final int BATCH = 500;
    private static final int LIMIT = 10;
    private static final int LEG_LIMIT = 100;
    private static final Metadata METADATA =
            new Metadata("Title", null, "wiki", "en", null, List.of("tag"), List.of(), Map.of(), null);

    private final Path directory;
    private final SearchCorpus corpus;
    private final LuceneStore store;
    private final BareLucene bare;
    private int turn;

    SearchIndexes(int chunks) throws IOException, StoreUnavailableException {
        this.directory = Files.createTempDirectory("freshet-bench-");
        this.corpus = SearchCorpus.of(chunks);
        this.store = LuceneStore.open(directory.resolve("store"));
        this.bare = BareLucene.index(directory.resolve("bare"), corpus);
        fill();
    }

    private void fill() throws StoreUnavailableException {
        try {
            store.open(new IndexIdentity("random", SearchCorpus.DIMENSIONS));
        } catch (ModelMismatchException e) {
            throw new IllegalStateException(e);
        }
        List<Write> writes = new ArrayList<>();
        int size = corpus.passages().size();
        for (int i = 0; i < size; i++) {
            SearchCorpus.Passage passage = corpus.passages().get(i);
            writes.add(new Write.PutChunk(TENANT, chunk(i, passage.text()), passage.vector()));
            if (writes.size() == BATCH || i == size - 1) {
                accept(store.apply(List.copyOf(writes)));
                writes.clear();
            }
        }
        store.sync();
    }

    private static void accept(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!(outcome instanceof Outcome.Accepted)) {
                throw new IllegalStateException("the store did not take a chunk: " + outcome);
            }
        }
    }

    private static Chunk chunk(int number, String text) {
        String order = String.format("%06d", number);
        return new Chunk(
                new UUID(number * 0x9E3779B97F4A7C15L, number),
                "document-" + number / PER_DOCUMENT,
                text,
                List.of("Part", "Section"),
                null,
                order,
                null,
                METADATA,
                1);
    }

    private SearchCorpus.Passage nextQuery() {
        turn = (turn + 1) % corpus.queries().size();
        return corpus.queries().get(turn);
    }

    /** Asks our store for ten chunks. */
    List<ChunkHit> ours() {
        SearchCorpus.Passage query = nextQuery();
        try {
            return store.search(new ChunkQuery(
                    TENANT,
                    ChunkQuery.Mode.HYBRID,
                    query.text(),
                    query.vector(),
                    0.5,
                    ChunkQuery.Fusion.RELATIVE_SCORE,
                    Filter.ALL,
                    LIMIT));
        } catch (StoreUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both legs with bare Lucene, the vectors compared one by one as our store does below 20,000 chunks. */
    int legs() throws IOException {
        SearchCorpus.Passage query = nextQuery();
        return bare.byWords(query.text(), LEG_LIMIT).length + bare.byAllVectors(query.vector(), LEG_LIMIT).length;
    }

    /** Both legs with bare Lucene, the vectors found by its graph. */
    int graphLegs() throws IOException {
        SearchCorpus.Passage query = nextQuery();
        return bare.byWords(query.text(), LEG_LIMIT).length + bare.byGraph(query.vector(), LEG_LIMIT).length;
    }

    @Override
    public void close() throws IOException, StoreUnavailableException {
        bare.close();
        store.close();
        Directories.delete(directory);
    }
}
