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

    static Rejection badEvent(String message) {
        return new Rejection(RejectionCode.BAD_EVENT, message, null, 1);
    }
}
