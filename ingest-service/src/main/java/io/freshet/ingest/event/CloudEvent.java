package io.freshet.ingest.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.records.TraceContext;
import io.freshet.service.config.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a CloudEvent (version 1.0) from its JSON form; from others once they have been put into it. */
final class CloudEvent {

    private static final String TYPE = "io.freshet.document.";
    private static final Pattern VERSION = Pattern.compile("-?[0-9]{1,18}");
    private static final List<String> TYPES =
            GivenChange.KINDS.stream().map(TYPE::concat).toList();

    /** Extension attributes of ours; the others belong to others. */
    private static final String OURS = "document";

    private static final List<String> EXTENSIONS = Stream.concat(
                    Stream.of("documentversion"), CloudFile.EXTENSIONS.stream())
            .toList();

    private final ObjectNode object;
    private final long largest;
    private final Findings findings;
    private final Fields fields;

    CloudEvent(ObjectNode object, long largest, Findings findings) {
        this.object = object;
        this.largest = largest;
        this.findings = findings;
        this.fields = new Fields(object, "", findings);
    }

    /** Returns the event as far as it can be read; what is wrong with it is in the findings. */
    EventDraft read() {
        specversion();
        refuseUnknown();
        String documentId = subject();
        return new EventDraft(
                null,
                documentId == null ? "" : documentId,
                version(),
                id(),
                fields.time("time"),
                change(kind(), documentId, source()),
                TraceContext.of(fields.text("traceparent"), fields.text("tracestate")));
    }

    private void specversion() {
        String version = fields.required("specversion");
        if (version != null && !version.equals("1.0")) {
            fields.wrong("specversion", "must be 1.0");
        }
    }

    private void refuseUnknown() {
        for (Map.Entry<String, JsonNode> attribute : object.properties()) {
            String name = attribute.getKey();
            if (!findings.isFull() && name.startsWith(OURS) && !EXTENSIONS.contains(name)) {
                fields.wrong(name, "is not an extension of ours" + Suggestion.among(EXTENSIONS, name));
            }
        }
    }

    private @Nullable String subject() {
        String subject = fields.required("subject");
        if (subject != null) {
            Findings found = new Findings();
            EventRules.documentId(subject, found);
            found.all().forEach(problem -> fields.wrong("subject", problem.detail()));
        }
        return subject;
    }

    private @Nullable String id() {
        String id = fields.required("id");
        if (id != null) {
            Findings found = new Findings();
            EventRules.eventId(id, found);
            found.all().forEach(problem -> fields.wrong("id", problem.detail()));
        }
        return id;
    }

    private @Nullable String source() {
        String source = fields.required("source");
        if (source != null && source.isBlank()) {
            fields.wrong("source", "is empty");
        }
        return source;
    }

    /** A whole number; as text too, because integers of CloudEvents have 32 bits only. */
    private @Nullable Long version() {
        JsonNode version = object.path("documentversion");
        if (version.isTextual() && VERSION.matcher(version.textValue()).matches()) {
            return Long.valueOf(version.textValue());
        }
        return fields.wholeNumber("documentversion");
    }

    private String kind() {
        String type = fields.required("type");
        if (type != null && TYPES.contains(type)) {
            return type.substring(TYPE.length());
        }
        if (type != null) {
            fields.wrong("type", "must be one of " + TYPES);
        }
        return "upsert";
    }

    private Object change(String kind, @Nullable String documentId, @Nullable String source) {
        if (object.has("data") && object.hasNonNull("data_base64")) {
            fields.wrong("data_base64", "is given beside data; an event has at most one of them");
        }
        boolean file = object.hasNonNull("data_base64") || !object.hasNonNull("data") || dataIsAFile();
        if (file) {
            return new CloudFile(object, fields, largest, findings).change(kind, documentId, source);
        }
        if (object.get("data") instanceof ObjectNode payload) {
            return told(payload, kind, documentId, source);
        }
        fields.wrong(
                "data",
                "must be an object with the fields of an event; for a file, say its media type in datacontenttype");
        return told(object.objectNode(), kind, documentId, source);
    }

    private boolean dataIsAFile() {
        String type = fields.text("datacontenttype");
        return type != null && !MediaTypes.isJson(type);
    }

    /** The data says what happened, with the fields of an event in our own form. */
    private Object told(ObjectNode data, String kind, @Nullable String documentId, @Nullable String source) {
        fields.refuse(CloudFile.EXTENSIONS, "goes with data that is the file; here it belongs into data");
        new Fields(data, "/data", findings).refuseOthersThan(GivenChange.FIELDS, "data");
        ObjectNode payload = data.deepCopy();
        if (fields.has("dataref") && !payload.hasNonNull("contentUri")) {
            payload.put("contentUri", fields.text("dataref"));
        }
        if (kind.equals("upsert") && source != null) {
            addSource(payload, source);
        }
        return new GivenChange(payload, "/data", largest, findings).read(kind, documentId);
    }

    private static void addSource(ObjectNode payload, String source) {
        if (!payload.hasNonNull("metadata")) {
            payload.putObject("metadata").put("source", source);
        } else if (payload.get("metadata") instanceof ObjectNode metadata && !metadata.hasNonNull("source")) {
            metadata.put("source", Objects.requireNonNull(source));
        }
    }
}
