package io.freshet.ingest.publish;

/** Kafka does not take a record, and would not take it later; it is the record that is at fault. */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(Throwable cause) {
        this("Kafka does not take the record: " + cause.getClass().getSimpleName(), cause);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
