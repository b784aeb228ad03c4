package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;

/** A file that our own reading found to be unreadable. */
final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    FailureException(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    FailureCode code() {
        return code;
    }
}
