package io.freshet.store.lucene;

import io.freshet.store.Head;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The heads that were accepted but are in no view yet: who asks for a head need not have a view made for it.
 *
 * <p>Writes are counted by whoever uses this. One thread adds at a time; any number look. Of heads that nobody looks at
 * only so many are kept: then they are forgotten all at once, and a view of what was forgotten is needed first.
 */
final class UnseenHeads {
    static final int MOST = 4_096;

    private final Map<String, Unseen> byDocument = new ConcurrentHashMap<>();
    private volatile long forgottenUpTo;

    /** @param head null when it was deleted */
    private record Unseen(@Nullable Head head, long written) {}

    /** Adds the heads among the writes that were accepted; {@code written} is the number of these writes. */
    void add(List<Write> writes, List<Outcome> outcomes, long written) {
        for (int i = 0; i < writes.size(); i++) {
            if (writes.get(i).isOfHead() && outcomes.get(i) instanceof Outcome.Accepted) {
                Head head = writes.get(i) instanceof Write.PutHead put ? put.head() : null;
                byDocument.put(writes.get(i).documentId(), new Unseen(head, written));
            }
        }
        if (byDocument.size() > MOST) {
            forgetUpTo(written);
        }
    }

    /** Puts the unseen ones of these documents into a map; returns the documents whose heads any view shows as they are. */
    List<String> find(Collection<String> documentIds, Map<String, Head> found) {
        List<String> others = new ArrayList<>();
        for (String documentId : documentIds) {
            Unseen unseen = byDocument.get(documentId);
            if (unseen == null) {
                others.add(documentId);
            } else if (unseen.head() != null) {
                found.put(documentId, unseen.head());
            }
        }
        return others;
    }

    /** All views from now on show the writes up to this one. */
    void seenUpTo(long written) {
        byDocument.values().removeIf(unseen -> unseen.written() <= written);
    }

    /** Keeps nothing of the writes up to this one, whether a view shows them or not. */
    void forgetUpTo(long written) {
        forgottenUpTo = written;
        seenUpTo(written);
    }

    /** Only views that show the writes up to this one make up for what is not here. */
    long forgottenUpTo() {
        return forgottenUpTo;
    }
}
