package io.freshet.ingest.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.service.config.Suggestion;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, read by type. What is not of its type is noted, and read as absent. */
final class Fields {

    private static final String NOT_UNICODE = "has half of a surrogate pair, which is not a character";

    private final ObjectNode object;
    private final String at;
    private final Findings findings;

    /**
     * Reads an object.
     *
     * @param at pointer to the object
     */
    Fields(ObjectNode object, String at, Findings findings) {
        this.object = object;
        this.at = at;
        this.findings = findings;
    }

    /** Whether the member is there and not null. */
    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** Notes every member whose name is not one of these. */
    void refuseOthersThan(Collection<String> names, String what) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (findings.isFull()) {
                return;
            }
            if (!names.contains(member.getKey())) {
                String meant = Suggestion.among(names, member.getKey());
                findings.add(at + Pointer.of(member.getKey()), "is not a field of " + what + meant);
            }
        }
    }

    /** Notes members that are there but have no place beside another. */
    void refuse(Collection<String> names, String why) {
        for (String name : names) {
            if (has(name)) {
                wrong(name, why);
            }
        }
    }

    void missing(String name) {
        wrong(name, "is missing");
    }

    void wrong(String name, String why) {
        findings.add(at + Pointer.of(name), why);
    }

    @Nullable
    String text(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        return text(value, at + Pointer.of(name));
    }

    private @Nullable String text(JsonNode value, String pointer) {
        if (!value.isTextual()) {
            findings.add(pointer, "must be a string");
            return null;
        }
        if (!isUnicode(value.textValue())) {
            findings.add(pointer, NOT_UNICODE);
            return null;
        }
        return value.textValue();
    }

    /** A text that must be there. */
    @Nullable
    String required(String name) {
        if (!has(name)) {
            missing(name);
            return null;
        }
        return text(name);
    }

    @Nullable
    Long wholeNumber(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        wrong(name, "must be a whole number of at most 64 bits");
        return null;
    }

    /** A time with its offset, as in RFC 3339. */
    @Nullable
    Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeParseException e) {
            // The same answer as for a year that nobody means.
        }
        wrong(name, "must be a time such as 2026-01-31T12:00:00Z");
        return null;
    }

    /** Strings; of more than can be taken, one more, for that to be noticed without holding them all. */
    @Nullable
    List<String> texts(String name, int most) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            wrong(name, "must be an array of strings");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Math.min(value.size(), most + 1); i++) {
            String text = text(value.get(i), at + Pointer.of(name, i));
            // What is wrong keeps its place, so that what follows keeps its index.
            texts.add(text == null ? "-" : text);
        }
        return texts;
    }

    /** Strings by their names; as many as of {@link #texts}. */
    @Nullable
    Map<String, String> pairs(String name, int most) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            wrong(name, "must be an object whose values are strings");
            return null;
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> pair : value.properties()) {
            if (pairs.size() > most) {
                break;
            }
            String text = text(pair.getValue(), at + Pointer.of(name, pair.getKey()));
            if (text != null) {
                pairs.put(pair.getKey(), text);
            }
        }
        return pairs;
    }

    /** An object inside this one, or null when it is absent or no object. */
    @Nullable
    ObjectNode object(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode inner) {
            return inner;
        }
        wrong(name, "must be an object");
        return null;
    }

    private static boolean isUnicode(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
