package io.freshet.index.write;

import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import io.freshet.records.Vectors;
import io.freshet.store.ChunkWriter;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way into the store, in three phases: chunks put, heads put or removed, chunks removed. So new chunks
 * appear and old ones disappear at the instant the head is written.
 *
 * <p>Can be interrupted by a store that does not answer, and goes on where it was.
 */
final class BatchRun {

    /** What is told about each change that is done. */
    interface Listener extends StoreCalls.Listener {

        /** The store has something newer. */
        void outdated(Change change);

        /** What the store shows of a document that the batch touches. */
        void stands(DocumentKey document, long sequence);
    }

    private record Phase(String kind, List<Pending> pending) {}

    private final Batch batch;
    private final Rereads rereads;
    private final ChunkWriter store;
    private final StoreCalls calls;
    private final Listener listener;
    private final Clock clock;
    private @Nullable List<Phase> phases;

    BatchRun(Batch batch, Rereads rereads, ChunkWriter store, StoreCalls calls, Listener listener, Clock clock) {
        this.batch = batch;
        this.rereads = rereads;
        this.store = store;
        this.calls = calls;
        this.listener = listener;
        this.clock = clock;
    }

    /** Does what is left to do; returns why it had to stop, or nothing when all is done. */
    Optional<Obstacle> proceed() {
        try {
            if (phases == null) {
                phases = phases(current());
            }
        } catch (StoreUnavailableException unavailable) {
            return Optional.of(Obstacle.known(String.valueOf(unavailable.getMessage())));
        }
        for (Phase phase : phases) {
            Optional<Obstacle> obstacle = calls.write(phase.kind(), phase.pending(), listener);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return Optional.empty();
    }

    private List<Change> current() throws StoreUnavailableException {
        List<Change> suspects = batch.changes().stream()
                .filter(change -> rereads.contain(change.record()))
                .toList();
        Stored stored = Stored.read(suspects, store);
        stored.sequences().forEach(listener::stands);
        List<Change> current = new ArrayList<>();
        for (Change change : batch.changes()) {
            if (rereads.contain(change.record()) && stored.isNewerThan(change)) {
                listener.outdated(change);
            } else {
                current.add(change);
            }
        }
        return current;
    }

    private List<Phase> phases(List<Change> current) {
        Map<DocumentKey, Set<UUID>> removed = new HashMap<>();
        for (Change change : current) {
            UUID chunkId = change.key().chunkId();
            if (change.removes() && chunkId != null) {
                removed.computeIfAbsent(change.key().document(), d -> new HashSet<>())
                        .add(chunkId);
            }
        }
        List<Pending> puts = new ArrayList<>();
        List<Pending> heads = new ArrayList<>();
        List<Pending> removals = new ArrayList<>();
        for (Change change : current) {
            Pending pending = new Pending(change, write(change, removed));
            if (change.key().isHead()) {
                heads.add(pending);
            } else {
                (change.removes() ? removals : puts).add(pending);
            }
        }
        return List.of(new Phase("put", puts), new Phase("head", heads), new Phase("remove", removals));
    }

    private Write write(Change change, Map<DocumentKey, Set<UUID>> removed) {
        DocumentKey document = change.key().document();
        UUID chunkId = change.key().chunkId();
        if (change.value() instanceof ChunkPut put) {
            return new Write.PutChunk(document.tenant(), StoreForm.chunk(put), Vectors.decode(put.getVector()));
        }
        if (change.value() instanceof HeadPut put) {
            Set<UUID> alsoRemoved = removed.getOrDefault(document, Set.of());
            return new Write.PutHead(document.tenant(), StoreForm.head(put, alsoRemoved, clock.instant()));
        }
        return chunkId == null
                ? new Write.DeleteHead(document.tenant(), document.documentId())
                : new Write.DeleteChunk(document.tenant(), document.documentId(), chunkId);
    }
}
