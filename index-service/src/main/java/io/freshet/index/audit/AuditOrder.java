package io.freshet.index.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to audit.
 *
 * @param generation the one that serves when null
 * @param repair whether to put right what differs
 * @param force whether to repair although much of the index would be removed
 * @param partitions all that this process writes when null
 */
public record AuditOrder(
        @Nullable Integer generation,
        boolean repair,
        boolean force,
        @Nullable Set<Integer> partitions) {

    public AuditOrder {
        partitions = partitions == null ? null : Set.copyOf(partitions);
    }
}
