package io.freshet.index.topology;

import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Standing;
import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import io.freshet.records.IndexKey;
import io.freshet.records.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Writes a plan out as changes of the index: chunks, then the head that makes them visible, then removals. */
final class Changes {
    private Changes() {}

    static List<Emission> of(Plan plan) {
        DocumentKey document = plan.wish().document();
        List<Emission> changes = new ArrayList<>();
        for (PlannedChunk chunk : plan.puts()) {
            String key = IndexKey.chunk(document, chunk.entry().id()).toString();
            changes.add(new Emission.Change(key, chunk(document, plan.next(), chunk)));
        }
        changes.add(new Emission.Change(IndexKey.head(document).toString(), head(document, plan.next())));
        for (UUID retired : plan.retired()) {
            changes.add(new Emission.Change(IndexKey.chunk(document, retired).toString(), null));
        }
        return changes;
    }

    private static ChunkPut chunk(DocumentKey document, DocumentState state, PlannedChunk chunk) {
        return new ChunkPut(
                chunk.entry().id().toString(),
                document.tenant(),
                document.documentId(),
                chunk.draft().text(),
                chunk.draft().headingPath(),
                chunk.entry().page(),
                chunk.entry().order(),
                chunk.entry().parent() == null ? null : chunk.entry().parent().toString(),
                state.standing().metadata(),
                Objects.requireNonNull(state.standing().mediaType()),
                Objects.requireNonNull(chunk.vector()),
                state.modelId(),
                chunk.entry().since());
    }

    private static HeadPut head(DocumentKey document, DocumentState state) {
        Standing standing = state.standing();
        Metadata metadata = standing.metadata();
        return new HeadPut(
                document.tenant(),
                document.documentId(),
                state.sequence(),
                standing.version(),
                standing.origin(),
                metadata.getTitle(),
                metadata.getUri(),
                metadata,
                standing.mediaType(),
                state.chunks().size(),
                state.removed().stream().map(UUID::toString).toList(),
                standing.deleted(),
                standing.failure());
    }
}
