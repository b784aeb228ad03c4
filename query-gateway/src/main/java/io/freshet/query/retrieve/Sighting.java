package io.freshet.query.retrieve;

import io.freshet.store.ChunkHit;
import io.freshet.store.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hits of one search beside the heads read after it.
 *
 * @param asked documents whose heads were read; those without a head are in here too
 * @param page the visible hits in rank order, the best of each passage, no longer than the page
 * @param passages those of the page
 * @param left documents with a hit that their head had retired, or whose head is gone
 * @param notVisible hits the viewer may read that are not, or no longer, part of their document
 */
record Sighting(
        Set<String> asked,
        Map<String, Head> heads,
        List<ChunkHit> page,
        Passages passages,
        Set<String> left,
        int fetched,
        int notVisible) {

    static final Sighting NONE = new Sighting(Set.of(), Map.of(), List.of(), Passages.NONE, Set.of(), 0, 0);

    static Sighting of(List<ChunkHit> hits, Map<String, Head> heads, Passages passages, Viewer viewer, int limit) {
        List<ChunkHit> page = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        Set<String> left = new HashSet<>();
        Set<UUID> seen = new HashSet<>();
        Set<UUID> united = new HashSet<>();
        int notVisible = 0;
        for (ChunkHit hit : hits) {
            String documentId = hit.chunk().documentId();
            Head head = heads.get(documentId);
            asked.add(documentId);
            if (!seen.add(hit.chunk().id()) || (head != null && !viewer.mayRead(head))) {
                continue;
            }
            if (head == null || !head.shows(hit.chunk())) {
                notVisible++;
                if (retired(head, hit)) {
                    left.add(documentId);
                }
            } else if (page.size() < limit && isFirst(hit.chunk().parent(), united)) {
                page.add(hit);
            }
        }
        return new Sighting(asked, heads, page, passages, left, hits.size(), notVisible);
    }

    private static boolean isFirst(@Nullable UUID parent, Set<UUID> before) {
        return parent == null || before.add(parent);
    }

    boolean hasPassages() {
        return page.stream().anyMatch(hit -> hit.chunk().parent() != null);
    }

    /**
     * Whether no document of the answer can have changed between the search and the reading of its head.
     *
     * @param before what was seen before the search began: a head that is still the same stood throughout
     * @param quietSince heads written earlier than this were there when the search began
     */
    boolean settled(Sighting before, Instant quietSince) {
        return left.stream().allMatch(documentId -> stood(documentId, before))
                && page.stream().map(hit -> hit.chunk().documentId()).allMatch(documentId -> {
                    Head head = heads.get(documentId);
                    return (head != null && head.indexedAt().isBefore(quietSince)) || stood(documentId, before);
                });
    }

    private boolean stood(String documentId, Sighting before) {
        return before.asked.contains(documentId) && Objects.equals(before.heads.get(documentId), heads.get(documentId));
    }

    /** A chunk of a sequence still to come is no sign of change: what it replaces is still in service. */
    private static boolean retired(@Nullable Head head, ChunkHit hit) {
        return head == null
                || head.deleted()
                || head.removed().contains(hit.chunk().id());
    }
}
