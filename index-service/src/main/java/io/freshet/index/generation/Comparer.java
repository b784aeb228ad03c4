package io.freshet.index.generation;

import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.store.IndexScan;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the documents of two generations, page by page, while both are written. What differs is looked at a second
 * time in the end, because it may only have been on its way.
 */
final class Comparer {
    private static final int PAGE = 500;
    private static final int MOST_SHOWN = 100;
    private static final int MOST_LOOKED_AT_AGAIN = 10_000;

    private final StoreAdmin admin;
    private final QueryVector vectors;

    Comparer(StoreAdmin admin, QueryVector vectors) {
        this.admin = admin;
        this.vectors = vectors;
    }

    Comparison compare(Generation serving, Generation other) throws StoreUnavailableException {
        IndexScan right = admin.scan(serving.number());
        IndexScan left = admin.scan(other.number());
        Set<String> tenants = new TreeSet<>(right.tenants());
        tenants.addAll(left.tenants());
        boolean sameLineage = serving.lineage() == other.lineage();
        Likenesses likenesses = new Likenesses(admin, serving, other, vectors);
        List<Comparison.Tenant> sizes = new ArrayList<>();
        List<Comparison.Difference> found = new ArrayList<>();
        long uncounted = 0;
        for (String tenant : tenants) {
            Pass pass = new Pass(tenant, left, right, sameLineage, likenesses);
            pass.run();
            sizes.add(new Comparison.Tenant(tenant, pass.leftSize.size(), pass.rightSize.size()));
            found.addAll(pass.again());
            uncounted += pass.uncounted;
        }
        return new Comparison(
                other.number(),
                serving.number(),
                sizes,
                found.size() + uncounted,
                found.subList(0, Math.min(MOST_SHOWN, found.size())),
                likenesses.result());
    }

    /** One tenant's documents. */
    private static final class Pass {
        private final String tenant;
        private final IndexScan left;
        private final IndexScan right;
        private final boolean sameLineage;
        private final Likenesses likenesses;
        private final Set<String> suspects = new HashSet<>();
        private final Sum leftSize = new Sum();
        private final Sum rightSize = new Sum();
        private long uncounted;

        Pass(String tenant, IndexScan left, IndexScan right, boolean sameLineage, Likenesses likenesses) {
            this.tenant = tenant;
            this.left = left;
            this.right = right;
            this.sameLineage = sameLineage;
            this.likenesses = likenesses;
        }

        void run() throws StoreUnavailableException {
            walk(right, left, rightSize);
            walk(left, right, leftSize);
        }

        private void walk(IndexScan walked, IndexScan asked, Sum size) throws StoreUnavailableException {
            String after = "";
            do {
                IndexScan.Page<Head> page = walked.heads(tenant, after, PAGE);
                Map<String, Head> others = asked.heads(
                        tenant, page.rows().stream().map(Head::documentId).toList());
                for (Head head : page.rows()) {
                    size.add(head);
                    if (!differences(head, others.get(head.documentId())).isEmpty()) {
                        suspect(head.documentId());
                    }
                    likenesses.offer(tenant, head);
                }
                after = page.next();
            } while (!after.isEmpty());
        }

        private void suspect(String documentId) {
            if (suspects.size() < MOST_LOOKED_AT_AGAIN) {
                suspects.add(documentId);
            } else if (!suspects.contains(documentId)) {
                uncounted++;
            }
        }

        List<Comparison.Difference> again() throws StoreUnavailableException {
            Map<String, Head> ours = left.heads(tenant, suspects);
            Map<String, Head> theirs = right.heads(tenant, suspects);
            List<Comparison.Difference> differences = new ArrayList<>();
            for (String documentId : new TreeSet<>(suspects)) {
                List<String> what = differences(ours.get(documentId), theirs.get(documentId));
                if (!what.isEmpty()) {
                    differences.add(new Comparison.Difference(tenant, documentId, what));
                }
            }
            return differences;
        }

        private List<String> differences(@Nullable Head one, @Nullable Head other) {
            // Whether a deletion is still remembered, or forgotten already, shows nowhere.
            boolean oneThere = one != null && !one.deleted();
            boolean otherThere = other != null && !other.deleted();
            if (one == null || other == null || oneThere != otherThere) {
                return oneThere || otherThere ? List.of("presence") : List.of();
            }
            Map<String, Boolean> same = new LinkedHashMap<>();
            same.put("version", Objects.equals(one.version(), other.version()));
            same.put(
                    "origin",
                    one.origin().partition() == other.origin().partition()
                            && one.origin().offset() == other.origin().offset());
            same.put("failure", Objects.equals(code(one), code(other)));
            same.put("metadata", one.metadata().equals(other.metadata()));
            same.put("sequence", !sameLineage || one.sequence() == other.sequence());
            same.put("chunks", !sameLineage || one.chunkCount() == other.chunkCount());
            return same.entrySet().stream()
                    .filter(entry -> !entry.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private static @Nullable String code(Head head) {
            Head.Failure failure = head.failure();
            return failure == null ? null : failure.code();
        }
    }

    /** Documents and chunks, counted. */
    private static final class Sum {
        private long documents;
        private long chunks;

        void add(Head head) {
            if (!head.deleted()) {
                documents++;
                chunks += head.chunkCount();
            }
        }

        Comparison.Size size() {
            return new Comparison.Size(documents, chunks);
        }
    }
}
