package io.freshet.ingest.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.records.TraceContext;
import java.util.List;
import java.util.stream.Stream;

/** Reads an event in the JSON form of our own. */
final class JsonEvent {

    private static final List<String> FIELDS = Stream.concat(
                    Stream.of("documentId", "version", "eventId", "occurredAt", "change", "tenant"),
                    GivenChange.FIELDS.stream())
            .toList();

    private final long largest;

    /**
     * A reader.
     *
     * @param largest bytes a file may have
     */
    JsonEvent(long largest) {
        this.largest = largest;
    }

    /** Returns the event as far as it can be read; what is wrong with it is in the findings. */
    EventDraft read(ObjectNode object, Findings findings) {
        Fields fields = new Fields(object, "", findings);
        refuseOthers(object, fields, findings);
        String tenant = fields.text("tenant");
        if (tenant != null) {
            EventRules.tenant(tenant, findings);
        }
        String documentId = fields.required("documentId");
        if (documentId != null) {
            EventRules.documentId(documentId, findings);
        }
        String eventId = fields.text("eventId");
        if (eventId != null) {
            EventRules.eventId(eventId, findings);
        }
        Object change = new GivenChange(object, "", largest, findings).read(kind(object, fields), documentId);
        return new EventDraft(
                tenant,
                documentId == null ? "" : documentId,
                fields.wholeNumber("version"),
                eventId,
                fields.time("occurredAt"),
                change,
                TraceContext.NONE);
    }

    private static void refuseOthers(ObjectNode object, Fields fields, Findings findings) {
        if (object.has("specversion")) {
            findings.add(
                    "/specversion",
                    "is a CloudEvent's; send it as application/cloudevents+json, several as"
                            + " application/cloudevents-batch+json");
        } else {
            fields.refuseOthersThan(FIELDS, "an event");
        }
    }

    private static String kind(ObjectNode object, Fields fields) {
        JsonNode change = object.path("change");
        if (GivenChange.KINDS.contains(change.asText())) {
            return change.asText();
        }
        fields.wrong("change", "must be one of " + GivenChange.KINDS);
        return likely(object);
    }

    /** So that the rest can be read when the kind is not told. */
    private static String likely(ObjectNode object) {
        boolean file = Stream.of("content", "contentBase64", "contentUri").anyMatch(object::hasNonNull);
        if (file) {
            return "upsert";
        }
        return object.hasNonNull("metadata") ? "patch" : "delete";
    }
}
