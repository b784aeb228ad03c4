package io.freshet.query.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.service.http.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JSON object read field by field; whatever is not as the contract says is named with its path. */
final class Strict {
    private static final int MOST = 100;

    private final String path;
    private final JsonNode object;

    private Strict(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    static Strict of(String path, JsonNode node, Set<String> fields) {
        if (!node.isObject()) {
            throw new Problem(400, "BAD_REQUEST", (path.isEmpty() ? "the body" : path) + " must be an object");
        }
        Strict strict = new Strict(path, node);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!fields.contains(field.getKey())) {
                throw strict.wrong(field.getKey(), "is not a field of this request");
            }
            if (field.getValue().isNull()) {
                throw strict.wrong(field.getKey(), "must not be null; leave it out instead");
            }
        }
        return strict;
    }

    boolean has(String field) {
        return object.has(field);
    }

    boolean isEmpty() {
        return object.isEmpty();
    }

    @Nullable
    Strict object(String field, Set<String> fields) {
        return has(field) ? of(at(field), object.get(field), fields) : null;
    }

    @Nullable
    String text(String field) {
        JsonNode value = object.get(field);
        return value == null ? null : text(field, value);
    }

    private String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(field, "must be a string");
        }
        return value.textValue();
    }

    int whole(String field, int byDefault, int min, int max) {
        JsonNode value = object.get(field);
        if (value == null) {
            return byDefault;
        }
        // A number such as 5.0 is whole in JSON Schema's eyes, and so in ours.
        if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue())) {
            throw wrong(field, "must be a whole number");
        }
        if (value.doubleValue() < min || value.doubleValue() > max) {
            throw wrong(field, "must be from " + min + " to " + max);
        }
        return value.intValue();
    }

    double number(String field, double byDefault, double min, double max) {
        JsonNode value = object.get(field);
        if (value == null) {
            return byDefault;
        }
        if (!value.isNumber()) {
            throw wrong(field, "must be a number");
        }
        if (!(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw wrong(field, "must be from " + min + " to " + max);
        }
        return value.doubleValue();
    }

    boolean flag(String field) {
        JsonNode value = object.get(field);
        if (value != null && !value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    @Nullable
    Instant moment(String field) {
        String text = text(field);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw wrong(field, "must be a date and time such as 2026-03-20T14:00:00Z");
        }
    }

    /** One string, or a list of them. */
    List<String> texts(String field, int atLeast) {
        JsonNode value = object.get(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            if (!value.isTextual()) {
                throw wrong(field, "must be a string or a list of strings");
            }
            return List.of(value.textValue());
        }
        if (value.size() < atLeast || value.size() > MOST) {
            throw wrong(field, "must hold from " + atLeast + " to " + MOST + " strings");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            texts.add(text(field + "[" + i + "]", value.get(i)));
        }
        return texts;
    }

    Map<String, String> textMap(String field) {
        JsonNode value = object.get(field);
        Map<String, String> texts = new TreeMap<>();
        if (value == null) {
            return texts;
        }
        if (!value.isObject()) {
            throw wrong(field, "must be an object");
        }
        if (value.isEmpty() || value.size() > MOST) {
            throw wrong(field, "must hold from 1 to " + MOST + " values");
        }
        value.properties()
                .forEach(entry -> texts.put(entry.getKey(), text(field + "." + entry.getKey(), entry.getValue())));
        return texts;
    }

    Problem wrong(String field, String complaint) {
        return new Problem(400, "BAD_REQUEST", at(field) + " " + complaint);
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
