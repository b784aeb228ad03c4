package io.freshet.store.lucene;

import io.freshet.store.Outcome;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;

/** Turns writes into Lucene's calls. */
final class RowWriter {
    private final IndexWriter writer;
    private final int dimensions;

    RowWriter(IndexWriter writer, int dimensions) {
        this.writer = writer;
        this.dimensions = dimensions;
    }

    /** What a write is about: of two writes with the same key the later one counts. */
    static Object key(Write write) {
        if (write instanceof Write.PutChunk put) {
            return put.chunk().id();
        } else if (write instanceof Write.DeleteChunk delete) {
            return delete.chunkId();
        }
        return write.documentId();
    }

    Outcome apply(Write write) throws IOException {
        if (write instanceof Write.PutChunk put) {
            return put(put);
        } else if (write instanceof Write.DeleteChunk delete) {
            return delete(ChunkRow.key(delete.chunkId()));
        } else if (write instanceof Write.PutHead put) {
            return update(HeadRow.key(put.documentId()), HeadRow.of(put.head()));
        }
        return delete(HeadRow.key(write.documentId()));
    }

    private Outcome put(Write.PutChunk put) throws IOException {
        if (put.vector().length != dimensions) {
            return new Outcome.Invalid(
                    "the vector has " + put.vector().length + " dimensions, the index " + dimensions);
        }
        Optional<float[]> unit = UnitVector.of(put.vector());
        if (unit.isEmpty()) {
            return new Outcome.Invalid("the vector has no direction");
        }
        return update(ChunkRow.key(put.chunk().id()), ChunkRow.of(put.chunk(), unit.get()));
    }

    private Outcome update(Term key, Document row) throws IOException {
        try {
            writer.updateDocument(key, row);
            return Outcome.ACCEPTED;
        } catch (IllegalArgumentException e) {
            // Lucene's message would quote the value.
            return new Outcome.Invalid(
                    "a value to look up or filter by is longer than " + IndexWriter.MAX_TERM_LENGTH + " bytes");
        }
    }

    private Outcome delete(Term key) throws IOException {
        writer.deleteDocuments(key);
        return Outcome.ACCEPTED;
    }
}
