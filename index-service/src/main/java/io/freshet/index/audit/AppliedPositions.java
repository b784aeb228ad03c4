package io.freshet.index.audit;

import io.freshet.store.StoreUnavailableException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** How far the store is: everything before these positions has been given to it. */
@FunctionalInterface
public interface AppliedPositions {

    /** The next offsets, by partition; absent where nothing was ever applied. */
    Map<Integer, Long> of(Collection<Integer> partitions) throws StoreUnavailableException, InterruptedException;

    /** Of a store that nobody writes any more, because all that there is has been written. */
    static AppliedPositions everything() {
        return partitions ->
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> Long.MAX_VALUE));
    }
}
