package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.IndexScan.StoredChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;

/** Reads chunks with their vectors from one view. */
final class WholeRows {
    private WholeRows() {}

    /** The chunks of the rows, in the order in which they lie: vectors are read forward only. */
    static List<StoredChunk> chunks(IndexSearcher searcher, Collection<Integer> rows) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        List<StoredChunk> chunks = new ArrayList<>(rows.size());
        LeafReaderContext leaf = null;
        FloatVectorValues vectors = null;
        for (int row : rows.stream().sorted().toList()) {
            LeafReaderContext itsLeaf = leaves.get(ReaderUtil.subIndex(row, leaves));
            if (leaf != itsLeaf) {
                leaf = itsLeaf;
                vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            }
            if (vectors == null || vectors.advance(row - itsLeaf.docBase) != row - itsLeaf.docBase) {
                throw new IOException("a chunk's row has no vector");
            }
            Chunk chunk = ChunkRow.chunk(Rows.bytes(searcher, row));
            chunks.add(new StoredChunk(chunk, vectors.vectorValue().clone()));
        }
        return chunks;
    }
}
