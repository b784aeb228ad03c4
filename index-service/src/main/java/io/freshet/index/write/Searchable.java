package io.freshet.index.write;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.records.DocumentKey;
import io.freshet.records.HeadPut;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures from publishing to searchable: every edit once, when the head that shows it, or a later one, is in the store.
 * Edits that were netted away waited as long as any. Events that change nothing, and what is read again, are no edits.
 */
final class Searchable {
    private static final int REMEMBERED = 10_000;

    private final IndexMeters meters;
    private final Map<DocumentKey, Deque<HeadPut>> waiting = new HashMap<>();

    @SuppressWarnings("serial") // never written anywhere
    private final Map<DocumentKey, Long> shown = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentKey, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    Searchable(IndexMeters meters) {
        this.meters = meters;
    }

    /** A head that was read and is to be written. */
    void read(DocumentKey document, HeadPut head) {
        waiting.computeIfAbsent(document, d -> new ArrayDeque<>()).add(head);
    }

    /** The store shows this sequence already. */
    void known(DocumentKey document, long sequence) {
        shown.merge(document, sequence, Math::max);
        shows(document, sequence);
    }

    /** The store has the head with this sequence now, and readers see it. */
    void shows(DocumentKey document, long sequence) {
        Deque<HeadPut> heads = waiting.get(document);
        while (heads != null && !heads.isEmpty() && heads.element().getSequence() <= sequence) {
            HeadPut head = heads.remove();
            Long before = shown.get(document);
            if (before == null || before < head.getSequence()) {
                shown.put(document, head.getSequence());
                meters.fresh(
                        "searchable",
                        head.getTenant(),
                        head.getMetadata().getSource(),
                        head.getOrigin().getPublishedAt());
            }
        }
        if (heads != null && heads.isEmpty()) {
            waiting.remove(document);
        }
    }

    /** A document that comes back begins at its first sequence again. */
    void forgotten(DocumentKey document) {
        shown.remove(document);
    }

    /** What was read and is not written is read again. */
    void putBack() {
        waiting.clear();
    }
}
