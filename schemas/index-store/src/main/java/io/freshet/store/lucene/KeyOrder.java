package io.freshet.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Walks the rows of a view in the order of their keys, which outlasts the view: row numbers change with every merge. */
final class KeyOrder {
    private KeyOrder() {}

    /**
     * Rows that follow one another.
     *
     * @param last the key of the last one looked at; empty when there are no more
     */
    record Slice(List<Integer> rows, BytesRef last) {}

    /** The rows whose keys come after the given one; at most so many keys are looked at. */
    static Slice after(IndexReader reader, String field, BytesRef after, int limit) throws IOException {
        List<Integer> rows = new ArrayList<>();
        Terms keys = MultiTerms.getTerms(reader, field);
        if (keys == null) {
            return new Slice(rows, new BytesRef());
        }
        Bits live = MultiBits.getLiveDocs(reader);
        TermsEnum walk = keys.iterator();
        BytesRef key = first(walk, after);
        PostingsEnum reused = null;
        BytesRef last = new BytesRef();
        for (int looked = 0; key != null && looked < limit; looked++) {
            reused = walk.postings(reused, PostingsEnum.NONE);
            addLive(reused, live, rows);
            last = BytesRef.deepCopyOf(key);
            key = walk.next();
        }
        return new Slice(rows, key == null ? new BytesRef() : last);
    }

    private static @Nullable BytesRef first(TermsEnum walk, BytesRef after) throws IOException {
        return switch (walk.seekCeil(after)) {
            case END -> null;
            case FOUND -> walk.next();
            case NOT_FOUND -> walk.term();
        };
    }

    private static void addLive(PostingsEnum found, @Nullable Bits live, List<Integer> rows) throws IOException {
        for (int row = found.nextDoc(); row != DocIdSetIterator.NO_MORE_DOCS; row = found.nextDoc()) {
            if (live == null || live.get(row)) {
                rows.add(row);
            }
        }
    }
}
