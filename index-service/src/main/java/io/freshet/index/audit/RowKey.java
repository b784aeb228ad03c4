package io.freshet.index.audit;

import io.freshet.records.DocumentPartitioner;
import io.freshet.records.IndexKey;
import io.freshet.store.Chunk;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a row of the index. Unlike the key of a change it takes any text: a row that should not be there may be named by
 * what no change can be named by.
 *
 * @param chunkId the chunk, or null for the head of the document
 */
public record RowKey(
        String tenant, String documentId, @Nullable UUID chunkId) {

    static RowKey of(IndexKey key) {
        return new RowKey(key.document().tenant(), key.document().documentId(), key.chunkId());
    }

    static RowKey of(String tenant, Chunk chunk) {
        return new RowKey(tenant, chunk.documentId(), chunk.id());
    }

    static RowKey head(String tenant, String documentId) {
        return new RowKey(tenant, documentId, null);
    }

    boolean isHead() {
        return chunkId == null;
    }

    /** The partition whose writer is responsible for the row. */
    int partition(int partitions) {
        return DocumentPartitioner.partition(toString(), partitions);
    }

    /** The form of {@link IndexKey#toString()}. */
    @Override
    public String toString() {
        return tenant + '/' + documentId + '#' + (chunkId == null ? "" : chunkId);
    }
}
