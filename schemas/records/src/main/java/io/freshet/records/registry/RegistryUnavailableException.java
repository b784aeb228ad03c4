package io.freshet.records.registry;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The registry cannot be reached or cannot answer now. Says nothing about the record at hand: whoever sees this waits
 * and tries the same record again.
 */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with what was seen last. */
    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
