package io.freshet.store.lucene;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/** Counts the heads of a view. All other rows are chunks, so counting the fewer gives both. */
final class LiveHeads {
    private LiveHeads() {}

    static long count(IndexReader reader) throws IOException {
        long heads = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            heads += count(leaf.reader());
        }
        return heads;
    }

    private static long count(LeafReader leaf) throws IOException {
        Bits live = leaf.getLiveDocs();
        PostingsEnum rows = leaf.postings(Fields.IS_HEAD, PostingsEnum.NONE);
        if (live == null || rows == null) {
            return leaf.docFreq(Fields.IS_HEAD);
        }
        long heads = 0;
        for (int doc = rows.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = rows.nextDoc()) {
            heads += live.get(doc) ? 1 : 0;
        }
        return heads;
    }
}
