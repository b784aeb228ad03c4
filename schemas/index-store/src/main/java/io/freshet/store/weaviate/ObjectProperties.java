package io.freshet.store.weaviate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row's properties. Numbers travel as floating point, so what may pass 2^53 is kept as text; what is null or empty is
 * left out.
 */
final class ObjectProperties {
    private final Map<String, Object> values;

    ObjectProperties() {
        this(new LinkedHashMap<>());
    }

    ObjectProperties(Map<String, Object> values) {
        this.values = values;
    }

    Map<String, Object> values() {
        return values;
    }

    /** Roughly what they take on the wire. */
    int bytes() {
        int bytes = 0;
        for (Map.Entry<String, Object> property : values.entrySet()) {
            bytes += property.getKey().length() + 16 + bytesOf(property.getValue());
        }
        return bytes;
    }

    private static int bytesOf(Object value) {
        if (value instanceof String text) {
            return 3 * text.length();
        } else if (value instanceof List<?> list) {
            return list.stream().mapToInt(element -> 8 + bytesOf(element)).sum();
        }
        return 8;
    }

    ObjectProperties text(String name, @Nullable String value) {
        return put(name, value);
    }

    ObjectProperties texts(String name, List<String> value) {
        return put(name, value.isEmpty() ? null : value);
    }

    ObjectProperties exact(String name, @Nullable String value) {
        return put(name, value == null ? null : Exact.stored(value));
    }

    ObjectProperties exact(String name, List<String> value) {
        return texts(name, value.stream().map(Exact::stored).toList());
    }

    ObjectProperties number(String name, @Nullable Integer value) {
        return put(name, value == null ? null : value.longValue());
    }

    ObjectProperties large(String name, @Nullable Long value) {
        return put(name, value == null ? null : value.toString());
    }

    ObjectProperties flag(String name, boolean value) {
        return put(name, value);
    }

    ObjectProperties instant(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    private ObjectProperties put(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    @Nullable
    String text(String name) {
        return (String) values.get(name);
    }

    String requireText(String name) {
        return Objects.requireNonNull(text(name), name);
    }

    @Nullable
    String exact(String name) {
        String stored = text(name);
        return stored == null ? null : Exact.value(stored);
    }

    String requireExact(String name) {
        return Exact.value(requireText(name));
    }

    List<String> texts(String name) {
        Object value = values.get(name);
        return value instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    List<String> exacts(String name) {
        return texts(name).stream().map(Exact::value).toList();
    }

    @Nullable
    Integer number(String name) {
        return values.get(name) instanceof Number number ? (Integer) number.intValue() : null;
    }

    int requireNumber(String name) {
        return Objects.requireNonNull(number(name), name);
    }

    @Nullable
    Long large(String name) {
        String value = text(name);
        return value == null ? null : (Long) Long.parseLong(value);
    }

    long requireLarge(String name) {
        return Objects.requireNonNull(large(name), name);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    Instant requireInstant(String name) {
        return Instant.parse(requireText(name));
    }

    /** The date of the first of these properties that there is: as text, or as a date of the server's. */
    @Nullable
    Instant instant(String... names) {
        for (String name : names) {
            Object value = values.get(name);
            if (value instanceof String text) {
                return Instant.parse(text);
            } else if (value instanceof OffsetDateTime date) {
                return date.toInstant();
            }
        }
        return null;
    }
}
