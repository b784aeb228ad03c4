package io.freshet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.VectorUtil;

/** The same chunks in Lucene as it comes: two fields, its own BM25 and its own graph, and rows that are never read. */
final class BareLucene implements AutoCloseable {
    private static final String WORDS = "words";
    private static final String VECTOR = "vector";
    private static final int BUFFER_MEGABYTES = 16;

    private final FSDirectory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    private BareLucene(FSDirectory directory, DirectoryReader reader) {
        this.directory = directory;
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
    }

    static BareLucene index(Path path, SearchCorpus corpus) throws IOException {
        FSDirectory directory = FSDirectory.open(path);
        IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(BUFFER_MEGABYTES);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (SearchCorpus.Passage passage : corpus.passages()) {
                Document row = new Document();
                row.add(new TextField(WORDS, passage.text(), Field.Store.NO));
                row.add(new KnnFloatVectorField(VECTOR, passage.vector(), VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(row);
            }
        }
        return new BareLucene(directory, DirectoryReader.open(directory));
    }

    /** The best rows that have one of the words. */
    ScoreDoc[] byWords(String text, int limit) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String word : text.split(" ", -1)) {
            any.add(new TermQuery(new Term(WORDS, word)), Occur.SHOULD);
        }
        return searcher.search(any.build(), limit).scoreDocs;
    }

    /** The nearest rows, by comparing all vectors. */
    ScoreDoc[] byAllVectors(float[] vector, int limit) throws IOException {
        PriorityQueue<ScoreDoc> best =
                new PriorityQueue<>(limit + 1, Comparator.comparingDouble((ScoreDoc hit) -> hit.score));
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(VECTOR);
            for (int row = vectors.nextDoc(); row != FloatVectorValues.NO_MORE_DOCS; row = vectors.nextDoc()) {
                float score = VectorUtil.dotProduct(vector, vectors.vectorValue());
                ScoreDoc worst = best.peek();
                if (best.size() < limit || worst == null || score > worst.score) {
                    best.add(new ScoreDoc(leaf.docBase + row, score));
                }
                if (best.size() > limit) {
                    best.poll();
                }
            }
        }
        ScoreDoc[] hits = best.toArray(new ScoreDoc[0]);
        Arrays.sort(hits, Comparator.comparingDouble((ScoreDoc hit) -> -hit.score));
        return hits;
    }

    /** The nearest rows as far as Lucene's graph finds them. */
    ScoreDoc[] byGraph(float[] vector, int limit) throws IOException {
        return searcher.search(new KnnFloatVectorQuery(VECTOR, vector, limit), limit).scoreDocs;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
