package io.freshet.ingest.extract;

/** No worker process could be started. The file is not to blame; it waits. */
public final class WorkerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkerUnavailableException(String message) {
        super(message);
    }

    public WorkerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
