package io.freshet.ingest.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a CloudEvent whose data is the file itself, or which has none; metadata stands in extension attributes. */
final class CloudFile {

    private static final Map<String, String> TEXTS = Map.of(
            "documenttitle", "title",
            "documenturi", "uri",
            "documentlanguage", "language");
    private static final Map<String, String> LISTS = Map.of(
            "documenttags", "tags",
            "documentreaders", "readers");

    static final List<String> EXTENSIONS = List.of(
            "documenttitle", "documenturi", "documentlanguage", "documenttags", "documentreaders", "documentfilename");

    private final ObjectNode object;
    private final Fields fields;
    private final long largest;
    private final Findings findings;

    CloudFile(ObjectNode object, Fields fields, long largest, Findings findings) {
        this.object = object;
        this.fields = fields;
        this.largest = largest;
        this.findings = findings;
    }

    Object change(String kind, @Nullable String documentId, @Nullable String source) {
        ObjectNode payload = kind.equals("upsert") ? upsert(source) : bare();
        Findings found = new Findings();
        Object change = new GivenChange(payload, "", largest, found).read(kind, documentId);
        found.all().forEach(problem -> findings.add(ofAttribute(problem)));
        return change;
    }

    private ObjectNode upsert(@Nullable String source) {
        ObjectNode payload = bare();
        payload.put("contentType", fields.text("datacontenttype"));
        payload.put("fileName", fields.text("documentfilename"));
        ObjectNode metadata = payload.putObject("metadata");
        metadata.put("source", source);
        TEXTS.forEach((extension, field) -> metadata.put(field, fields.text(extension)));
        LISTS.forEach((extension, field) -> list(metadata.putArray(field), fields.text(extension)));
        return payload;
    }

    private ObjectNode bare() {
        ObjectNode payload = object.objectNode();
        if (object.hasNonNull("data_base64")) {
            payload.set("contentBase64", object.get("data_base64"));
        } else if (object.hasNonNull("data")) {
            payload.set("content", object.get("data"));
        }
        payload.put("contentUri", fields.text("dataref"));
        return payload;
    }

    private static void list(ArrayNode list, @Nullable String commaSeparated) {
        if (commaSeparated == null) {
            return;
        }
        for (String entry : commaSeparated.split(",", -1)) {
            if (!entry.isBlank()) {
                list.add(entry.strip());
            }
        }
    }

    private EventProblem ofAttribute(EventProblem problem) {
        String pointer = problem.pointer();
        if (pointer.equals("/metadata")) {
            return EventProblem.contract(
                    "/data", "must be JSON such as {\"metadata\":{\"title\":\"New\"}} for a patch");
        }
        for (Map<String, String> names : List.of(TEXTS, LISTS)) {
            for (Map.Entry<String, String> name : names.entrySet()) {
                if (pointer.startsWith("/metadata/" + name.getValue())) {
                    return new EventProblem(problem.kind(), Pointer.of(name.getKey()), problem.detail());
                }
            }
        }
        return new EventProblem(problem.kind(), attribute(pointer), problem.detail());
    }

    private static String attribute(String pointer) {
        return switch (pointer) {
            case "/content" -> "/data";
            case "/contentBase64" -> "/data_base64";
            case "/contentUri" -> "/dataref";
            case "/contentType" -> "/datacontenttype";
            case "/fileName" -> "/documentfilename";
            case "/metadata/source" -> "/source";
            default -> pointer;
        };
    }
}
