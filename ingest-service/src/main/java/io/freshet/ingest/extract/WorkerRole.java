package io.freshet.ingest.extract;

import io.freshet.tika.wire.Limits;
import java.time.Duration;

/**
 * What the workers of a pool are for.
 *
 * @param processes workers of the pool
 * @param timeLimit time a file may take
 * @param attempts how often a file is tried that its worker dies of
 * @param recognises whether text in pictures is recognised
 * @param limits how far the reading of a file may go
 */
record WorkerRole(int processes, Duration timeLimit, int attempts, boolean recognises, Limits limits) {

    /** Reads what is written. The second attempt is for a worker that died of an earlier file. */
    static WorkerRole reading(WorkerSettings settings) {
        return new WorkerRole(settings.processes(), settings.timeLimit(), 2, false, settings.limits(false));
    }

    /** Recognises what is shown. Minutes of work are not done twice. */
    static WorkerRole recognising(WorkerSettings settings) {
        return new WorkerRole(1, settings.ocrTimeLimit(), 1, true, settings.limits(true));
    }
}
