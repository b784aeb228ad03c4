package io.freshet.bench.chunkers;

import io.freshet.bench.Directories;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A cut corpus in a store, asked by its port as the gateway asks: hybrid, half by words and half by vectors. */
final class SearchedCorpus implements AutoCloseable {
    private static final String TENANT = "judged";
    private static final int BATCH = 500;
    private static final int HITS = 200;
    private static final double ALPHA = 0.5;

    private final Path directory;
    private final LuceneStore store;
    private final CutCorpus corpus;
    private final CachedVectors vectors;

    SearchedCorpus(CutCorpus corpus, CachedVectors vectors, IndexIdentity identity)
            throws IOException, StoreUnavailableException, EmbeddingException {
        this.corpus = corpus;
        this.vectors = vectors;
        this.directory = Files.createTempDirectory("freshet-bench-");
        this.store = LuceneStore.open(directory);
        try {
            store.open(identity);
        } catch (ModelMismatchException e) {
            throw new IllegalStateException(e);
        }
        fill();
    }

    private void fill() throws StoreUnavailableException, EmbeddingException {
        List<CutCorpus.Piece> pieces = corpus.pieces();
        for (int from = 0; from < pieces.size(); from += BATCH) {
            List<CutCorpus.Piece> some = pieces.subList(from, Math.min(pieces.size(), from + BATCH));
            List<float[]> embedded = vectors.of(
                    some.stream().map(piece -> piece.draft().embeddedText()).toList(), TextKind.PASSAGE);
            List<Write> writes = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                writes.add(new Write.PutChunk(TENANT, chunk(from + i, some.get(i)), embedded.get(i)));
            }
            for (Outcome outcome : store.apply(writes)) {
                if (!(outcome instanceof Outcome.Accepted)) {
                    throw new IllegalStateException("the store did not take a chunk: " + outcome);
                }
            }
        }
        store.sync();
    }

    /** The id is the number of the piece. */
    private static Chunk chunk(int number, CutCorpus.Piece piece) {
        Metadata metadata =
                new Metadata(piece.document().title(), null, null, null, null, List.of(), List.of(), Map.of(), null);
        return new Chunk(
                new UUID(0, number),
                piece.document().id(),
                piece.draft().text(),
                piece.draft().headingPath(),
                null,
                String.format(Locale.ROOT, "%08d", number),
                null,
                metadata,
                1);
    }

    /** The best passages, each at the place of its best chunk. */
    List<Passage> find(String question) throws EmbeddingException, StoreUnavailableException {
        float[] vector = vectors.of(List.of(question), TextKind.QUERY).get(0);
        List<ChunkHit> hits = store.search(new ChunkQuery(
                TENANT,
                ChunkQuery.Mode.HYBRID,
                question,
                vector,
                ALPHA,
                ChunkQuery.Fusion.RELATIVE_SCORE,
                Filter.ALL,
                HITS));
        Set<Passage> found = new LinkedHashSet<>();
        for (ChunkHit hit : hits) {
            int number = (int) hit.chunk().id().getLeastSignificantBits();
            found.add(corpus.passage(corpus.pieces().get(number)));
        }
        return List.copyOf(found);
    }

    @Override
    public void close() throws IOException, StoreUnavailableException {
        store.close();
        Directories.delete(directory);
    }
}
