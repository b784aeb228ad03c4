package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.Rank;
import io.freshet.index.state.ChunkEntry;
import io.freshet.index.state.ChunkRow;
import io.freshet.index.state.DocumentState;
import io.freshet.records.ChunkIds;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentKey;
import io.freshet.records.Failed;
import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what an event says with what is known of the document, and plans the least that makes them agree. */
final class Diff {
    static final String UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT";

    private final String modelId;
    private final Context context;

    Diff(String modelId, Context context) {
        this.modelId = modelId;
        this.context = context;
    }

    /** Finds what is kept of a chunk. */
    @FunctionalInterface
    interface Rows {
        @Nullable
        ChunkRow of(UUID chunkId);
    }

    /**
     * Plans the change.
     *
     * @param at the time of the event, for what remembers its time
     */
    Plan plan(Incoming incoming, Rows rows, Instant at) {
        DocumentState state = incoming.state();
        Origin origin = incoming.event().getOrigin();
        if (incoming.superseded()) {
            return Plan.onlyHead(incoming, state.at(origin));
        }
        Object outcome = incoming.event().getOutcome();
        if (outcome instanceof Text text) {
            Standing standing = new Standing(text.getMetadata(), text.getMediaType(), text.getContentHash());
            return rewrite(incoming, standing, incoming.drafts(), rows);
        }
        if (outcome instanceof MetadataPatch patch) {
            return patch(incoming, patch, rows);
        }
        if (outcome instanceof Deleted) {
            return delete(incoming, at);
        }
        if (outcome instanceof Failed failed) {
            return Plan.onlyHead(
                    incoming, state.failed(origin, failure(origin, failed.getCode(), failed.getMessage())));
        }
        throw new IllegalArgumentException(
                "unknown outcome " + outcome.getClass().getName());
    }

    static Failure failure(Origin origin, String code, String message) {
        return new Failure(code, message, origin.getOccurredAt());
    }

    /** A patch of a document that is not there: nothing to change, but whoever waits for it must see an answer. */
    private Plan patch(Incoming incoming, MetadataPatch patch, Rows rows) {
        DocumentState state = incoming.state();
        Origin origin = incoming.event().getOrigin();
        if (state.deleted()) {
            return Plan.onlyHead(incoming, state.at(origin));
        }
        if (state.contentHash() == null) {
            Failure failure = state.failure() != null
                    ? state.failure()
                    : failure(origin, UNKNOWN_DOCUMENT, "metadata was changed of a document that is not there");
            // Not the version: the upsert it belongs to may still come.
            return Plan.onlyHead(incoming, state.at(origin, failure, state.failedVersion()));
        }
        Metadata metadata = Patch.apply(state.metadata(), patch);
        List<ChunkDraft> drafts = new ArrayList<>();
        for (ChunkEntry entry : state.chunks()) {
            ChunkRow row = Objects.requireNonNull(rows.of(entry.id()), "a chunk in service has no row");
            String inFront = context.of(metadata.getTitle(), row.headingPath());
            drafts.add(new ChunkDraft(row.text(), row.headingPath(), entry.page(), null, inFront + row.text()));
        }
        String mediaType = Objects.requireNonNull(state.mediaType());
        return rewrite(incoming, new Standing(metadata, mediaType, state.contentHash()), drafts, rows);
    }

    private Plan delete(Incoming incoming, Instant at) {
        DocumentState state = incoming.state();
        Origin origin = incoming.event().getOrigin();
        List<UUID> all = state.chunks().stream().map(ChunkEntry::id).toList();
        // Whoever could not read the document is not to learn that there was one.
        Metadata readers =
                Metadata.newBuilder().setReaders(state.metadata().getReaders()).build();
        Remaining failure = Remaining.after(state, origin);
        DocumentState next = new DocumentState(
                state.sequence() + 1,
                version(state, origin),
                origin,
                at,
                null,
                readers,
                null,
                modelId,
                List.of(),
                all,
                failure.failure(),
                failure.version());
        return new Plan(incoming, next, List.of(), all, null);
    }

    private Plan rewrite(Incoming incoming, Standing standing, List<ChunkDraft> drafts, Rows rows) {
        DocumentState state = incoming.state();
        Origin origin = incoming.event().getOrigin();
        long sequence = state.sequence() + 1;
        Map<UUID, ChunkEntry> gone = new LinkedHashMap<>();
        state.chunks().forEach(entry -> gone.put(entry.id(), entry));
        boolean sameModel = state.modelId().equals(modelId);
        boolean rewriteAll = !sameModel || !standing.filtersLike(state);

        List<UUID> ids = ids(incoming.document(), drafts);
        List<String> orders = Rank.complete(keptOrders(ids, gone));
        List<ChunkEntry> entries = new ArrayList<>();
        List<PlannedChunk> puts = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            ChunkDraft draft = drafts.get(i);
            ChunkEntry known = gone.remove(ids.get(i));
            int path = draft.headingPath().hashCode();
            long since = known == null ? sequence : known.since();
            ChunkEntry entry = new ChunkEntry(ids.get(i), orders.get(i), draft.page(), path, since);
            entries.add(entry);
            if (rewriteAll || !entry.equals(known)) {
                ChunkRow row = known == null || !sameModel ? null : rows.of(entry.id());
                boolean isNew = row == null || !row.headingPath().equals(draft.headingPath());
                puts.add(new PlannedChunk(entry, draft, isNew, row == null ? null : row.vector()));
            }
        }
        Remaining failure = Remaining.after(state, origin);
        List<UUID> retired = List.copyOf(gone.keySet());
        DocumentState next = new DocumentState(
                sequence,
                version(state, origin),
                origin,
                null,
                standing.contentHash(),
                standing.metadata(),
                standing.mediaType(),
                modelId,
                entries,
                retired,
                failure.failure(),
                failure.version());
        return new Plan(incoming, next, puts, retired, null);
    }

    private static List<UUID> ids(DocumentKey document, List<ChunkDraft> drafts) {
        Map<String, Integer> occurrences = new HashMap<>();
        return drafts.stream()
                .map(ChunkDraft::embeddedText)
                .map(text -> ChunkIds.of(document, text, occurrences.merge(text, 1, Integer::sum) - 1))
                .toList();
    }

    private static List<@Nullable String> keptOrders(List<UUID> ids, Map<UUID, ChunkEntry> known) {
        List<@Nullable String> orders = new ArrayList<>();
        for (UUID id : ids) {
            ChunkEntry entry = known.get(id);
            orders.add(entry == null ? null : entry.order());
        }
        return orders;
    }

    private static @Nullable Long version(DocumentState state, Origin origin) {
        return origin.getVersion() == null ? state.version() : origin.getVersion();
    }

    /** What an accepted event leaves of an earlier failure: it stays while the version that failed is the newest. */
    private record Remaining(
            @Nullable Failure failure, @Nullable Long version) {

        static Remaining after(DocumentState state, Origin accepted) {
            return Gate.isOlder(accepted.getVersion(), state.failedVersion())
                    ? new Remaining(state.failure(), state.failedVersion())
                    : new Remaining(null, null);
        }
    }

    /** What a document says about itself besides its text. */
    private record Standing(Metadata metadata, String mediaType, String contentHash) {

        /** Whether the chunks carry it already. The URI is shown from the head and never filtered by. */
        boolean filtersLike(DocumentState state) {
            Metadata old = state.metadata();
            return mediaType.equals(state.mediaType())
                    && Objects.equals(metadata.getTitle(), old.getTitle())
                    && Objects.equals(metadata.getSource(), old.getSource())
                    && Objects.equals(metadata.getLanguage(), old.getLanguage())
                    && metadata.getTags().equals(old.getTags())
                    && metadata.getReaders().equals(old.getReaders())
                    && metadata.getAttributes().equals(old.getAttributes())
                    && Objects.equals(metadata.getModifiedAt(), old.getModifiedAt());
        }
    }
}
