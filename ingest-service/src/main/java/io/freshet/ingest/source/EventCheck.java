package io.freshet.ingest.source;

import io.freshet.ingest.event.EventProblem;
import io.freshet.ingest.event.EventRules;
import io.freshet.ingest.reject.RejectionCode;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds events to the contract that their schema cannot express. */
final class EventCheck {

    private static final int MOST_NAMED = 5;

    private EventCheck() {}

    /** Says what is wrong with the identity of an event, or null; nothing may be sent on under a wrong one. */
    static @Nullable Rejection identity(byte @Nullable [] key, DocumentEvent event) {
        try {
            String expected = new DocumentKey(event.getTenant(), event.getDocumentId()).toString();
            String actual = key == null ? null : new String(key, StandardCharsets.UTF_8);
            return expected.equals(actual)
                    ? null
                    : Rejection.badEvent("The record's key is not tenant/documentId of its event.");
        } catch (InvalidKeyException e) {
            return new Rejection(code(e.code()), String.valueOf(e.getMessage()), null, 1);
        }
    }

    private static RejectionCode code(InvalidKeyException.Code code) {
        return switch (code) {
            case BAD_TENANT -> RejectionCode.BAD_TENANT;
            case BAD_DOCUMENT_ID -> RejectionCode.BAD_DOCUMENT_ID;
            case BAD_KEY -> RejectionCode.BAD_EVENT;
        };
    }

    /** Says what is wrong with an event whose identity is right, or null; the message names the fields. */
    static @Nullable Rejection contract(DocumentEvent event) {
        List<EventProblem> problems = EventRules.problems(event);
        if (problems.isEmpty()) {
            return null;
        }
        String named = problems.stream()
                .limit(MOST_NAMED)
                .map(problem -> problem.pointer() + " " + problem.detail())
                .collect(Collectors.joining("; "));
        int more = problems.size() - MOST_NAMED;
        return Rejection.badEvent(
                "The event breaks its contract: " + named + (more > 0 ? "; and " + more + " more." : "."));
    }
}
