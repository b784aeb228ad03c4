package io.freshet.ingest.stream;

/** What handling a record has to wait for. Each lane has threads of its own, so that none waits for another's reasons. */
public enum Lane {
    /** Nothing but Kafka. */
    QUICK,
    /** Somebody who reads files. */
    FILE,
    /** An answer from elsewhere, and then perhaps somebody who reads files. */
    REMOTE,
    /** A look through the outcomes that are there already, and then whatever else. */
    REPLAY
}
