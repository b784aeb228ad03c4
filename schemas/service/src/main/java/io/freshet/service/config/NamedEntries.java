package io.freshet.service.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map of records: subtrees alike, under names that the operator chooses, such as {@code freshet.sources.<name>.size}.
 *
 * @param key of the map
 * @param entry the record below each name
 */
record NamedEntries(String key, Class<? extends Record> entry) {
    private static final String NAME = "<name>";

    /** Null when the component is something else. */
    static @Nullable NamedEntries of(String key, RecordComponent component) {
        if (component.getType() != Map.class) {
            return null;
        }
        Object value = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1];
        return value instanceof Class<?> type && Setting.isSubtree(type)
                ? new NamedEntries(key, type.asSubclass(Record.class))
                : null;
    }

    /** The settings of an entry, for a name to be put in. */
    List<Setting> settings() {
        return Setting.declaredBy(entry, key + "." + NAME);
    }

    /** Whether a setting of an entry has this key under some name. */
    static boolean accepts(Setting setting, String given) {
        int name = setting.key().indexOf(NAME);
        return name >= 0
                && name(setting.key().substring(0, name), setting.key().substring(name + NAME.length()), given)
                        .isPresent();
    }

    /**
     * The names in use. Those that are only in variables are lower-cased, with hyphens for underscores: other names have to
     * be in the file or on the command line too, and may then be set by variables as well.
     */
    TreeSet<String> names(Iterable<String> keys, Iterable<String> variables) {
        TreeSet<String> names = new TreeSet<>();
        keys.forEach(given -> nameIn(given, Setting::key).ifPresent(names::add));
        List<String> known = names.stream().map(Setting::variableForm).toList();
        for (String given : variables) {
            nameIn(given, Setting::variable)
                    .filter(name -> !known.contains(name))
                    .ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        return names;
    }

    /** Of several settings that fit, the longest leaves the name. */
    private Optional<String> nameIn(String given, Function<Setting, String> form) {
        return settings().stream()
                .map(form)
                .map(pattern -> pattern.split(Setting.variableForm(NAME) + "|" + NAME, 2))
                .map(around -> name(around[0], around[1], given))
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(String::length));
    }

    private static Optional<String> name(String before, String behind, String given) {
        int length = given.length() - before.length() - behind.length();
        return length > 0 && given.startsWith(before) && given.endsWith(behind)
                ? Optional.of(given.substring(before.length(), before.length() + length))
                : Optional.empty();
    }
}
