package io.freshet.store;

import java.time.Instant;

/**
 * One complete index beside others. Of all generations one serves: it answers searches.
 *
 * @param number never given twice, also not after a generation was dropped
 * @param order what it was made for
 */
public record Generation(int number, GenerationOrder order, Instant createdAt, boolean serving) {

    public int lineage() {
        return order.lineage();
    }

    public IndexIdentity identity() {
        return order.identity();
    }

    public String chunking() {
        return order.chunking();
    }
}
