package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.Metadata;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Makes writes for tests that only count rows; the testkit's builders are out of reach here. */
final class Chunked {
    private Chunked() {}

    static UUID id(int number) {
        return new UUID(0, number);
    }

    static Write head(String tenant, String documentId, long sequence) {
        Head.Origin origin = new Head.Origin(0, sequence, "event", Instant.EPOCH, Instant.EPOCH);
        return new Write.PutHead(
                tenant,
                new Head(documentId, sequence, null, origin, Metadata.EMPTY, 1, Set.of(), false, null, Instant.EPOCH));
    }

    static Write put(String tenant, int number, String text, float... vector) {
        return put(tenant, number, text, Metadata.EMPTY, vector);
    }

    static Write put(String tenant, int number, String text, Metadata metadata, float... vector) {
        return new Write.PutChunk(
                tenant, new Chunk(id(number), "doc", text, List.of(), null, "a", null, metadata, 1), vector);
    }
}
