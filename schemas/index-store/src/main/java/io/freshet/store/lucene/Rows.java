package io.freshet.store.lucene;

import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Looks rows up by their keys in one view of one tenant's index. */
final class Rows {
    private Rows() {}

    static Map<String, Head> heads(IndexSearcher searcher, Collection<String> documentIds) throws IOException {
        Map<String, Head> heads = new HashMap<>();
        for (String documentId : documentIds) {
            int row = find(searcher.getIndexReader(), HeadRow.key(documentId));
            if (row >= 0) {
                heads.put(documentId, HeadRow.head(bytes(searcher, row)));
            }
        }
        return heads;
    }

    static Map<UUID, Long> since(IndexSearcher searcher, Collection<UUID> chunkIds) throws IOException {
        Map<UUID, Long> since = new HashMap<>();
        for (UUID id : chunkIds) {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                int doc = find(leaf.reader(), ChunkRow.key(id));
                if (doc >= 0) {
                    since.put(id, since(leaf.reader(), doc));
                }
            }
        }
        return since;
    }

    private static long since(LeafReader leaf, int doc) throws IOException {
        NumericDocValues values = leaf.getNumericDocValues(Fields.SINCE);
        if (values == null || !values.advanceExact(doc)) {
            throw new IOException("a chunk's row has no sequence");
        }
        return values.longValue();
    }

    static IndexCounts count(IndexReader reader) throws IOException {
        long heads = LiveHeads.count(reader);
        return new IndexCounts(reader.numDocs() - heads, heads);
    }

    static BytesRef bytes(IndexSearcher searcher, int row) throws IOException {
        BytesRef bytes = searcher.storedFields().document(row).getBinaryValue(Fields.ROW);
        if (bytes == null) {
            throw new IOException("a row has no content");
        }
        return bytes;
    }

    static int find(IndexReader reader, Term key) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            int doc = find(leaf.reader(), key);
            if (doc >= 0) {
                return leaf.docBase + doc;
            }
        }
        return -1;
    }

    private static int find(LeafReader leaf, Term key) throws IOException {
        PostingsEnum rows = leaf.postings(key, PostingsEnum.NONE);
        if (rows == null) {
            return -1;
        }
        Bits live = leaf.getLiveDocs();
        for (int doc = rows.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = rows.nextDoc()) {
            if (live == null || live.get(doc)) {
                return doc;
            }
        }
        return -1;
    }
}
