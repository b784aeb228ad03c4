package io.freshet.ingest.source;

import org.jspecify.annotations.Nullable;

/**
 * Why an event goes no further.
 *
 * @param code stable
 * @param message one sentence
 * @param cause the exception at the root, if there was one
 * @param attempts how often it was tried
 */
record Rejection(String code, String message, @Nullable Throwable cause, int attempts) {

    static final String BAD_RECORD = "BAD_RECORD";
    static final String BAD_EVENT = "BAD_EVENT";
    static final String INTERNAL = "INTERNAL";
    static final String CONTENT_URI_UNSUPPORTED = "CONTENT_URI_UNSUPPORTED";

    static Rejection badEvent(String message) {
        return new Rejection(BAD_EVENT, message, null, 1);
    }
}
