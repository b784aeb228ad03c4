package io.freshet.service.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the text of a setting into a value of its type; complaints say what was expected. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private Values() {}

    static Object parse(Setting setting, String text) {
        Object value = convert(setting.type(), setting.genericType(), setting.verbatim() ? text : text.strip());
        Range range = setting.range();
        if (range != null && value instanceof Number number) {
            requireWithin(range, number.longValue());
        }
        return value;
    }

    private static Object convert(Class<?> type, Type generic, String text) {
        if (type == List.class) {
            return list(generic, text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        return switch (type.getName()) {
            case "java.lang.String" -> text;
            case "int", "java.lang.Integer" -> Math.toIntExact(whole(text));
            case "long", "java.lang.Long" -> whole(text);
            case "double", "java.lang.Double" -> decimal(text);
            case "boolean", "java.lang.Boolean" -> bool(text);
            case "java.time.Duration" -> duration(text);
            case "java.nio.file.Path" -> Path.of(text);
            case "java.net.URI" -> URI.create(text);
            case "io.freshet.service.config.ByteSize" -> ByteSize.parse(text);
            default -> throw new IllegalStateException("no conversion to " + type.getName());
        };
    }

    private static void requireWithin(Range range, long value) {
        if (value < range.min() || value > range.max()) {
            throw new IllegalArgumentException("expected a number "
                    + (range.min() == Long.MIN_VALUE ? "" : "from " + range.min() + " ")
                    + (range.max() == Long.MAX_VALUE ? "up" : "to " + range.max()));
        }
    }

    private static List<?> list(Type generic, String text) {
        Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(item -> convert(element, element, item))
                .toList();
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants == null ? new Object[0] : constants)
                .filter(constant -> spelled(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Values::spelled)
                                .toList()));
    }

    static String spelled(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("expected a whole number", notANumber);
        }
    }

    private static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("expected a number", notANumber);
        }
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    static Duration duration(String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a duration such as 250ms, 30s, 5m, 2h or 7d");
        }
        long count = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** A value as an operator would write it. */
    static String show(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return show(duration);
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value instanceof Enum<?> constant ? spelled(constant) : String.valueOf(value);
    }

    private static String show(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
