package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Context;
import io.freshet.index.chunk.Rank;
import io.freshet.index.state.ChunkEntry;
import io.freshet.index.state.ChunkRow;
import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Standing;
import io.freshet.index.state.Waiting;
import io.freshet.index.state.Wanted.TextFrom;
import io.freshet.records.ChunkIds;
import io.freshet.records.DocumentKey;
import io.freshet.records.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what is wanted of a document with what is in service, and plans the least that makes them agree. */
final class Diff {
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

    Plan plan(Wish wish, Rows rows) {
        if (wish.wanted().text() == TextFrom.UNTOUCHED) {
            return Plan.onlyHead(wish, abandoned(wish, wish.inService().chunks()));
        }
        if (wish.wanted().standing().deleted()) {
            return rewrite(wish, List.of(), rows);
        }
        boolean arrived = wish.wanted().text() == TextFrom.ARRIVED;
        return rewrite(wish, arrived ? wish.drafts() : inService(wish, rows), rows);
    }

    /** The chunks in service under the title that is wanted. */
    private List<ChunkDraft> inService(Wish wish, Rows rows) {
        String title = wish.wanted().standing().metadata().getTitle();
        Map<UUID, Integer> passages = new HashMap<>();
        List<ChunkDraft> drafts = new ArrayList<>();
        for (ChunkEntry entry : wish.inService().chunks()) {
            ChunkRow row = Objects.requireNonNull(rows.of(entry.id()), "a chunk in service has no row");
            UUID parent = entry.parent();
            Integer passage = parent == null ? null : passages.computeIfAbsent(parent, unused -> passages.size());
            String inFront = context.of(title, row.headingPath());
            drafts.add(new ChunkDraft(row.text(), row.headingPath(), entry.page(), passage, inFront + row.text()));
        }
        return drafts;
    }

    private Plan rewrite(Wish wish, List<ChunkDraft> drafts, Rows rows) {
        DocumentState state = wish.inService();
        Standing wanted = wish.wanted().standing();
        long sequence = state.sequence() + 1;
        Map<UUID, ChunkEntry> gone = new LinkedHashMap<>();
        state.chunks().forEach(entry -> gone.put(entry.id(), entry));
        boolean rewriteAll = !state.modelId().equals(modelId) || !filtersAlike(wanted, state.standing());

        List<UUID> ids = ids(wish.document(), drafts);
        List<@Nullable UUID> parents = parents(ids, drafts);
        List<String> orders = Rank.complete(keptOrders(ids, gone));
        Rows kept = kept(wish, Set.copyOf(gone.keySet()), rows);
        List<ChunkEntry> entries = new ArrayList<>();
        List<PlannedChunk> puts = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            ChunkDraft draft = drafts.get(i);
            ChunkEntry known = gone.remove(ids.get(i));
            int path = draft.headingPath().hashCode();
            long since = known == null ? sequence : known.since();
            ChunkEntry entry = new ChunkEntry(ids.get(i), orders.get(i), draft.page(), path, since, parents.get(i));
            entries.add(entry);
            if (rewriteAll || !entry.equals(known)) {
                ChunkRow row = kept.of(entry.id());
                boolean stored = row != null && row.headingPath().equals(draft.headingPath());
                puts.add(new PlannedChunk(entry, draft, known == null, stored, row == null ? null : row.vector()));
            }
        }
        List<UUID> retired = List.copyOf(gone.keySet());
        DocumentState next = new DocumentState(sequence, wanted, modelId, entries, retired);
        return new Plan(wish, next, puts, retired, abandoned(wish, entries));
    }

    /** Rows whose vector is the model's own; those of chunks that nobody ever asked for are not even looked for. */
    private Rows kept(Wish wish, Set<UUID> inService, Rows rows) {
        Waiting waiting = wish.waiting();
        Set<UUID> asked = waiting == null ? Set.of() : new HashSet<>(waiting.chunks());
        return id -> {
            if (!inService.contains(id) && !asked.contains(id)) {
                return null;
            }
            ChunkRow row = rows.of(id);
            String made = row == null || row.modelId() != null
                    ? row == null ? null : row.modelId()
                    : wish.inService().modelId();
            return modelId.equals(made) ? row : null;
        };
    }

    /** What was asked for by an older wish, and is neither in service nor wanted now. */
    private static List<UUID> abandoned(Wish wish, List<ChunkEntry> wanted) {
        Waiting waiting = wish.waiting();
        if (waiting == null) {
            return List.of();
        }
        Set<UUID> left = new LinkedHashSet<>(waiting.chunks());
        wanted.forEach(entry -> left.remove(entry.id()));
        wish.inService().chunks().forEach(entry -> left.remove(entry.id()));
        return List.copyOf(left);
    }

    private static List<UUID> ids(DocumentKey document, List<ChunkDraft> drafts) {
        Map<String, Integer> occurrences = new HashMap<>();
        return drafts.stream()
                .map(ChunkDraft::embeddedText)
                .map(text -> ChunkIds.of(document, text, occurrences.merge(text, 1, Integer::sum) - 1))
                .toList();
    }

    /** A passage is named after its first chunk, so that an edit in its middle leaves its other chunks as they are. */
    private static List<@Nullable UUID> parents(List<UUID> ids, List<ChunkDraft> drafts) {
        Map<Integer, UUID> firsts = new HashMap<>();
        List<@Nullable UUID> parents = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Integer passage = drafts.get(i).parent();
            UUID id = ids.get(i);
            parents.add(passage == null ? null : firsts.computeIfAbsent(passage, unused -> id));
        }
        return parents;
    }

    private static List<@Nullable String> keptOrders(List<UUID> ids, Map<UUID, ChunkEntry> known) {
        List<@Nullable String> orders = new ArrayList<>();
        for (UUID id : ids) {
            ChunkEntry entry = known.get(id);
            orders.add(entry == null ? null : entry.order());
        }
        return orders;
    }

    /** Whether the chunks carry it already. The URI is shown from the head and never filtered by. */
    private static boolean filtersAlike(Standing wanted, Standing served) {
        Metadata now = wanted.metadata();
        Metadata old = served.metadata();
        return Objects.equals(wanted.mediaType(), served.mediaType())
                && Objects.equals(now.getTitle(), old.getTitle())
                && Objects.equals(now.getSource(), old.getSource())
                && Objects.equals(now.getLanguage(), old.getLanguage())
                && now.getTags().equals(old.getTags())
                && now.getReaders().equals(old.getReaders())
                && now.getAttributes().equals(old.getAttributes())
                && Objects.equals(now.getModifiedAt(), old.getModifiedAt());
    }
}
