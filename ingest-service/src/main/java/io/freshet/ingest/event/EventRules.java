package io.freshet.ingest.event;

import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every event and its schema cannot express, whether it came by HTTP or by Kafka. Pointers are those of the
 * JSON form.
 */
public final class EventRules {

    private static final int LONGEST_ID = 512;
    private static final int LONGEST_URI = 8192;
    private static final int LONGEST_TYPE = 256;
    private static final int LONGEST_NAME = 1024;
    static final int LONGEST_REASON = 8192;

    private EventRules() {}

    /** Holds an event to everything but its identity, which is the business of {@link DocumentKey}. */
    public static List<EventProblem> problems(DocumentEvent event) {
        Findings findings = new Findings();
        eventId(event.getEventId(), findings);
        change(event.getChange(), findings);
        return findings.all();
    }

    static void documentId(String documentId, Findings findings) {
        try {
            new DocumentKey("any", documentId);
        } catch (InvalidKeyException e) {
            findings.add("/documentId", withoutSubject(e));
        }
    }

    static void tenant(String tenant, Findings findings) {
        try {
            new DocumentKey(tenant, "any");
        } catch (InvalidKeyException e) {
            findings.add("/tenant", withoutSubject(e));
        }
    }

    private static String withoutSubject(InvalidKeyException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^(?:documentId|tenant) ", "");
    }

    static void eventId(String eventId, Findings findings) {
        findings.present("/eventId", eventId, LONGEST_ID);
    }

    private static void change(Object change, Findings findings) {
        if (change instanceof Upsert upsert) {
            content(upsert, findings);
            file(upsert, findings);
            MetadataRules.complete(upsert.getMetadata(), findings);
        } else if (change instanceof MetadataPatch patch) {
            MetadataRules.patch(patch, findings);
        } else if (change instanceof Delete delete) {
            findings.length("/reason", delete.getReason(), LONGEST_REASON);
        } else {
            findings.add("/change", "is of an unknown kind");
        }
    }

    private static void content(Upsert upsert, Findings findings) {
        if ((upsert.getContent() == null) == (upsert.getContentUri() == null)) {
            findings.add("/content", "must be set, or contentUri; exactly one of the two");
        }
    }

    /** What an upsert says about its file. */
    static void file(Upsert upsert, Findings findings) {
        String uri = upsert.getContentUri();
        if (uri != null) {
            findings.length("/contentUri", uri, LONGEST_URI);
            String fault = absolute(uri);
            if (fault != null) {
                findings.add("/contentUri", fault);
            }
        }
        findings.length("/contentType", upsert.getContentType(), LONGEST_TYPE);
        findings.length("/fileName", upsert.getFileName(), LONGEST_NAME);
    }

    private static @Nullable String absolute(String uri) {
        try {
            return new URI(uri).isAbsolute() ? null : "must be an absolute URI, such as https://host/path";
        } catch (URISyntaxException e) {
            return "is not a URI; spaces and the like are percent-encoded in one";
        }
    }
}
