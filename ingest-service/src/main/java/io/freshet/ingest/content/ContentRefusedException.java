package io.freshet.ingest.content;

import io.freshet.ingest.reject.RejectionCode;

/** The bytes that an event refers to cannot be had, now or later. */
public final class ContentRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionCode code;

    public ContentRefusedException(RejectionCode code, String message) {
        super(message);
        this.code = code;
    }

    public RejectionCode code() {
        return code;
    }
}
