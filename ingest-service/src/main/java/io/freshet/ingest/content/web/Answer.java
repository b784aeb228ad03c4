package io.freshet.ingest.content.web;

import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.reject.RejectionCode;
import java.util.Set;

/** What the status of a response means for the event. */
enum Answer {
    FILE,
    ELSEWHERE,
    NOT_ALLOWED,
    NOT_NOW,
    NOTHING;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> DENIALS = Set.of(401, 402, 403, 407, 451);
    private static final Set<Integer> PAUSES = Set.of(408, 421, 425, 429);

    static Answer of(int status) {
        if (status == 200 || status == 203) {
            return FILE;
        }
        if (REDIRECTS.contains(status)) {
            return ELSEWHERE;
        }
        if (DENIALS.contains(status)) {
            return NOT_ALLOWED;
        }
        return status >= 500 || PAUSES.contains(status) ? NOT_NOW : NOTHING;
    }

    /** The exception for a status under which there is no file. */
    static ContentRefusedException refusal(int status) throws ContentUnavailableException {
        if (of(status) == NOT_NOW) {
            throw new ContentUnavailableException("the server answered " + status);
        }
        RejectionCode code =
                of(status) == NOT_ALLOWED ? RejectionCode.CONTENT_FORBIDDEN : RejectionCode.CONTENT_NOT_FOUND;
        return new ContentRefusedException(code, "The server answered " + status + ".");
    }
}
