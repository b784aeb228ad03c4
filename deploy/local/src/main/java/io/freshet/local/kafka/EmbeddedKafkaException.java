package io.freshet.local.kafka;

import org.jspecify.annotations.Nullable;

/** Why the broker does not run; the message is meant for the person at the terminal. */
public final class EmbeddedKafkaException extends Exception {
    private static final long serialVersionUID = 1L;

    EmbeddedKafkaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
