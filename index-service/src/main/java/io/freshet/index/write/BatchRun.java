package io.freshet.index.write;

import io.freshet.records.ChunkPut;
import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import io.freshet.records.Vectors;
import io.freshet.store.ChunkWriter;
import io.freshet.store.Outcome;
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
    private static final int LARGEST_CALL = 500;

    /** What is told about each write that is done. */
    interface Listener {
        void accepted(Change change, Write write);

        void refused(Change change, String reason);
    }

    private record Pending(Change change, Write write) {}

    private final Batch batch;
    private final ChunkWriter store;
    private final Listener listener;
    private final Clock clock;
    private @Nullable List<List<Pending>> phases;

    BatchRun(Batch batch, ChunkWriter store, Listener listener, Clock clock) {
        this.batch = batch;
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /** Does what is left to do; returns why it had to stop, or nothing when all is done. */
    Optional<String> proceed() {
        try {
            if (phases == null) {
                phases = phases(Stored.read(batch, store));
            }
        } catch (StoreUnavailableException unavailable) {
            return Optional.of(String.valueOf(unavailable.getMessage()));
        }
        for (List<Pending> phase : phases) {
            Optional<String> obstacle = write(phase);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return Optional.empty();
    }

    private List<List<Pending>> phases(Stored stored) {
        List<Change> current = batch.changes().stream()
                .filter(change -> !stored.isNewerThan(change))
                .toList();
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
        return List.of(puts, heads, removals);
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

    /** Takes what is done off the list. */
    private Optional<String> write(List<Pending> phase) {
        Optional<String> obstacle = Optional.empty();
        while (!phase.isEmpty() && obstacle.isEmpty()) {
            List<Pending> call = phase.subList(0, Math.min(LARGEST_CALL, phase.size()));
            List<Outcome> outcomes =
                    store.apply(call.stream().map(Pending::write).toList());
            List<Pending> again = new ArrayList<>();
            for (int i = 0; i < call.size(); i++) {
                Optional<String> reason = settle(call.get(i), outcomes.get(i));
                if (reason.isPresent()) {
                    again.add(call.get(i));
                    obstacle = reason;
                }
            }
            call.clear();
            phase.addAll(0, again);
        }
        return obstacle;
    }

    private Optional<String> settle(Pending pending, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            listener.accepted(pending.change(), pending.write());
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Invalid invalid) {
            listener.refused(pending.change(), invalid.reason());
            return Optional.empty();
        }
        return Optional.of(
                outcome instanceof Outcome.Overloaded overloaded
                        ? overloaded.reason()
                        : ((Outcome.Unavailable) outcome).reason());
    }
}
