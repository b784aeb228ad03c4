package io.freshet.ingest.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events and says everything that is wrong with them. Pure: the same text gives the same reading. */
public final class EventParser {

    private static final String CLOUD_HEADER = "ce-";

    private final EventLimits limits;

    public EventParser(EventLimits limits) {
        this.limits = limits;
    }

    /** Reads a text whose form is known. */
    public EventReading read(byte[] text, EventForm form) {
        if (form == EventForm.JSON_LINES) {
            return lines(text);
        }
        try {
            JsonNode root = JsonText.tree(text);
            return switch (form) {
                case CLOUD_EVENT -> one(root, true, "several are sent as application/cloudevents-batch+json");
                case CLOUD_EVENTS -> several(root, true);
                default -> root.isArray() ? several(root, false) : one(root, false, "or an array of objects");
            };
        } catch (IOException e) {
            return EventReading.failed(JsonText.problem("", e));
        }
    }

    /**
     * Reads a CloudEvent in the binary mode of HTTP: attributes in headers, and the data as the body.
     *
     * @param headers all headers of the request, names in any case
     * @param contentType the media type of the body
     */
    public EventReading readBinary(Map<String, String> headers, @Nullable String contentType, byte[] body) {
        Findings findings = new Findings();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, value) -> attribute(object, name.toLowerCase(Locale.ROOT), value, findings));
        if (object.has("datacontenttype")) {
            findings.add("/datacontenttype", "has no header of its own in binary mode; it is the Content-Type");
        }
        object.put("datacontenttype", contentType);
        data(object, contentType, body, findings);
        EventDraft draft = new CloudEvent(object, limits.content(), findings).read();
        return new EventReading(List.of(new EventReading.Placed("", draft)), findings.all(), false);
    }

    private static void attribute(ObjectNode object, String header, String value, Findings findings) {
        if (!header.startsWith(CLOUD_HEADER)) {
            return;
        }
        String name = header.substring(CLOUD_HEADER.length());
        String decoded = HeaderValue.decode(value);
        if (decoded == null) {
            findings.add(Pointer.of(name), "is not percent-encoded UTF-8");
        }
        object.put(name, decoded == null ? "?" : decoded);
    }

    private static void data(ObjectNode object, @Nullable String contentType, byte[] body, Findings findings) {
        if (body.length == 0) {
            return;
        }
        if (!MediaTypes.isJson(contentType)) {
            object.put("data_base64", body);
            return;
        }
        try {
            object.set("data", JsonText.tree(body));
        } catch (IOException e) {
            findings.add(JsonText.problem("/data", e));
        }
    }

    private EventReading one(JsonNode root, boolean cloud, String otherwise) {
        if (!(root instanceof ObjectNode object)) {
            return EventReading.failed(
                    new EventProblem(EventProblem.Kind.SYNTAX, "", "must be an object; " + otherwise));
        }
        Findings findings = new Findings();
        EventDraft draft = draft(object, cloud, findings);
        return new EventReading(List.of(new EventReading.Placed("", draft)), findings.all(), false);
    }

    private EventReading several(JsonNode root, boolean cloud) {
        if (!root.isArray()) {
            return EventReading.failed(new EventProblem(EventProblem.Kind.SYNTAX, "", "must be an array of events"));
        }
        if (root.size() > limits.events()) {
            return EventReading.failed(Oversized.events(root.size(), limits.events()));
        }
        Collected collected = new Collected();
        for (int i = 0; i < root.size(); i++) {
            collected.add(i, root.get(i), cloud);
        }
        return collected.reading();
    }

    private EventReading lines(byte[] text) {
        int count = TextLines.count(text);
        if (count > limits.events()) {
            return EventReading.failed(Oversized.events(count, limits.events()));
        }
        List<TextLines.Line> lines = TextLines.of(text);
        Collected collected = new Collected();
        for (int i = 0; i < lines.size(); i++) {
            TextLines.Line line = lines.get(i);
            try {
                JsonNode event = JsonText.tree(text, line.begin(), line.length());
                collected.add(i, event, event.has("specversion"));
            } catch (IOException e) {
                collected.problems.add(JsonText.problemOfLine("/" + i, e));
            }
        }
        return collected.reading();
    }

    private EventDraft draft(ObjectNode object, boolean cloud, Findings findings) {
        return cloud
                ? new CloudEvent(object, limits.content(), findings).read()
                : new JsonEvent(limits.content()).read(object, findings);
    }

    /** Says in which form a text without a media type is written. */
    public static EventForm guess(byte[] text) {
        try (JsonParser parser = JsonText.LENIENT.createParser(text)) {
            JsonNode first = JsonText.LENIENT.readTree(parser);
            if (first instanceof ObjectNode && parser.nextToken() != null) {
                return EventForm.JSON_LINES;
            }
            if (first != null && first.path(0).has("specversion")) {
                return EventForm.CLOUD_EVENTS;
            }
            return first != null && first.has("specversion") ? EventForm.CLOUD_EVENT : EventForm.JSON;
        } catch (IOException e) {
            return EventForm.JSON;
        }
    }

    /** Gathers the events of a text. */
    private final class Collected {
        private final List<EventReading.Placed> drafts = new ArrayList<>();
        private final List<EventProblem> problems = new ArrayList<>();

        void add(int index, JsonNode event, boolean cloud) {
            String at = "/" + index;
            if (problems.size() >= Findings.MOST) {
                return; // what is wrong already refuses them all
            }
            if (!(event instanceof ObjectNode object)) {
                problems.add(EventProblem.contract(at, "must be an object"));
                return;
            }
            Findings findings = new Findings();
            drafts.add(new EventReading.Placed(at, draft(object, cloud, findings)));
            findings.all().forEach(problem -> problems.add(problem.below(at)));
        }

        EventReading reading() {
            return new EventReading(drafts, problems, true);
        }
    }
}
