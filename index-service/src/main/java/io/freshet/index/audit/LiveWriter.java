package io.freshet.index.audit;

import java.util.Map;
import java.util.concurrent.Future;

/** The writer that keeps the store true while it is audited. Repairs are made on its thread, so they never race with it. */
public interface LiveWriter {

    /** Has work done on the writer's thread between two batches; what waits when it ends is cancelled. */
    Future<?> between(Runnable work);

    /** Where it goes on, of the partitions that are its own; to be asked from work of {@link #between} alone. */
    Map<Integer, Long> positions();
}
