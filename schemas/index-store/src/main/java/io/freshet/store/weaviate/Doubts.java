package io.freshet.store.weaviate;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows that were sent and of which no success was heard. Safe for use by several threads. */
final class Doubts {
    /** More than are ever in flight; the oldest are forgotten first. */
    private static final int MOST = 100_000;

    private final Set<Row> rows = new LinkedHashSet<>();

    private record Row(String collection, String tenant, String id) {}

    synchronized void heard(String collection, String tenant, List<Item> items) {
        for (Item item : items) {
            Row row = new Row(collection, tenant, item.id());
            if (item.isAccepted()) {
                rows.remove(row);
            } else {
                rows.add(row);
            }
        }
        Iterator<Row> oldest = rows.iterator();
        while (rows.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean remain(String collection, String tenant, String id) {
        return rows.contains(new Row(collection, tenant, id));
    }
}
