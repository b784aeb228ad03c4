package io.freshet.ingest.source;

import io.freshet.ingest.reject.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * Why an event goes no further.
 *
 * @param code stable
 * @param message one sentence
 * @param cause the exception at the root, if there was one
 * @param attempts how often it was tried
 */
record Rejection(
        RejectionCode code, String message, @Nullable Throwable cause, int attempts) {

    private static final int LONGEST_MESSAGE = 2000;

    /** Names in the message may be the event's own, of any length. */
    Rejection {
        message = Cut.to(LONGEST_MESSAGE, message);
    }

    static Rejection badEvent(String message) {
        return new Rejection(RejectionCode.BAD_EVENT, message, null, 1);
    }
}
