package io.freshet.bench.store;

import io.freshet.bench.Directories;
import io.freshet.store.ChunkSearch;
import io.freshet.store.ChunkWriter;
import io.freshet.store.IndexIdentity;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.lucene.LuceneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * The Lucene store in this process. Around the adapter the same files are read with bare Lucene: two searches for a
 * hundred rows each, by its own score and its own graph, and ten rows read. The names of fields are the adapter's.
 */
final class TriedLucene implements Tried {
    private static final int LEG = 100;
    private static final int HITS = 10;

    // As the adapter: below that comparing all vectors is the quicker way, and so the limit.
    private static final int EXACT_UP_TO = 20_000;

    private final Path directory;
    private final LuceneStore store;
    private @Nullable DirectoryReader reader;
    private @Nullable IndexSearcher searcher;

    TriedLucene(Path directory) throws Exception {
        this.directory = directory;
        this.store = LuceneStore.open(directory);
        store.open(new IndexIdentity("clustered", Corpus.DIMENSIONS));
    }

    @Override
    public ChunkWriter writer() {
        return store;
    }

    @Override
    public ChunkSearch search() {
        return store;
    }

    @Override
    public void loaded() throws Exception {
        store.sync();
        closeReader();
        DirectoryReader opened = DirectoryReader.open(
                FSDirectory.open(directory.resolve("generation.1").resolve(Corpus.TENANT)));
        reader = opened;
        searcher = new IndexSearcher(opened);
    }

    @Override
    public int raw(Corpus.Question question, boolean narrow) throws IOException {
        IndexSearcher bare = searcher();
        Query filter = narrow ? narrow() : null;
        ScoreDoc[] words = bare.search(words(question.text(), filter), LEG).scoreDocs;
        List<ScoreDoc> near = bare.getIndexReader().numDocs() <= EXACT_UP_TO && filter == null
                ? byAllVectors(bare, question.vector())
                : List.of(
                        bare.search(new KnnFloatVectorQuery("vector", question.vector(), LEG, filter), LEG).scoreDocs);
        int read = 0;
        for (ScoreDoc hit : Stream.concat(Stream.of(words).limit(HITS / 2), near.stream())
                .limit(HITS)
                .toList()) {
            Document row = bare.storedFields().document(hit.doc);
            read += row.getBinaryValue("row") == null ? 0 : 1;
        }
        return read;
    }

    private IndexSearcher searcher() {
        if (searcher == null) {
            throw new IllegalStateException("nothing is loaded");
        }
        return searcher;
    }

    private static Query words(String text, @Nullable Query filter) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String word : text.split(" ", -1)) {
            any.add(new TermQuery(new Term("words", word)), Occur.SHOULD);
        }
        return filter == null
                ? any.build()
                : new BooleanQuery.Builder()
                        .add(filter, Occur.FILTER)
                        .add(any.build(), Occur.MUST)
                        .build();
    }

    private static Query narrow() {
        Query readable = new BooleanQuery.Builder()
                .add(new TermQuery(new Term("everybody", "yes")), Occur.SHOULD)
                .add(new TermQuery(new Term("readers", "group-1")), Occur.SHOULD)
                .build();
        return new BooleanQuery.Builder()
                .add(readable, Occur.FILTER)
                .add(new TermQuery(new Term("source", "source-1")), Occur.FILTER)
                .build();
    }

    private static List<ScoreDoc> byAllVectors(IndexSearcher bare, float[] vector) throws IOException {
        PriorityQueue<ScoreDoc> best =
                new PriorityQueue<>(LEG + 1, Comparator.comparingDouble((ScoreDoc hit) -> hit.score));
        for (LeafReaderContext leaf : bare.getIndexReader().leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues("vector");
            for (int row = vectors.nextDoc(); row != FloatVectorValues.NO_MORE_DOCS; row = vectors.nextDoc()) {
                float score = VectorUtil.dotProduct(vector, vectors.vectorValue());
                ScoreDoc worst = best.peek();
                if (best.size() < LEG || worst == null || score > worst.score) {
                    best.add(new ScoreDoc(leaf.docBase + row, score));
                }
                if (best.size() > LEG) {
                    best.poll();
                }
            }
        }
        List<ScoreDoc> hits = new ArrayList<>(best);
        hits.sort(Comparator.comparingDouble((ScoreDoc hit) -> -hit.score));
        return hits;
    }

    @Override
    public ProcessHandle process() {
        return ProcessHandle.current();
    }

    @Override
    public long diskBytes() throws IOException {
        return Directories.bytes(directory);
    }

    @Override
    public List<String> notes() {
        return List.of("segments: " + (reader == null ? 0 : reader.leaves().size()));
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            reader.close();
            reader.directory().close();
        }
    }

    @Override
    public void close() throws IOException, StoreUnavailableException {
        closeReader();
        store.close();
        if (Files.exists(directory)) {
            Directories.delete(directory);
        }
    }
}
