package io.freshet.index.audit;

import io.freshet.service.patience.Pauser;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** Waits until the store has all that is in the log up to some place. */
final class CatchingUp {
    private static final Duration LOOK = Duration.ofMillis(25);

    private final AppliedPositions applied;
    private final Duration patience;
    private final Pauser pauser;
    private final LongSupplier nanos;

    CatchingUp(AppliedPositions applied, Duration patience, Pauser pauser, LongSupplier nanos) {
        this.applied = applied;
        this.patience = patience;
        this.pauser = pauser;
        this.nanos = nanos;
    }

    void await(Map<Integer, Long> ends) throws StoreUnavailableException, InterruptedException {
        long begin = nanos.getAsLong();
        while (true) {
            Map<Integer, Long> now = applied.of(ends.keySet());
            Integer behind = ends.keySet().stream()
                    .filter(partition -> now.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L))
                    .findFirst()
                    .orElse(null);
            if (behind == null) {
                return;
            }
            if (nanos.getAsLong() - begin > patience.toNanos()) {
                throw new WriterBehindException(behind, now.getOrDefault(behind, 0L), ends.getOrDefault(behind, 0L));
            }
            if (!pauser.pause(LOOK)) {
                throw new AuditStoppedException();
            }
        }
    }
}
