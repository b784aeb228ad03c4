package io.freshet.service.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One declared setting.
 *
 * @param key the full key, such as {@code freshet.http.port}; of a map, the prefix of its keys
 * @param nullable whether it may be left unset without having a default
 * @param verbatim whether blanks at its ends belong to its value
 */
record Setting(
        String key,
        Class<?> type,
        Type genericType,
        @Nullable String defaultValue,
        boolean nullable,
        boolean secret,
        boolean verbatim,
        @Nullable Range range,
        String doc) {

    /** The settings of a record tree, in the order of their declaration. */
    static List<Setting> declaredBy(Class<? extends Record> tree, String prefix) {
        return declaredBy(tree, prefix, Map.of());
    }

    private static List<Setting> declaredBy(Class<? extends Record> tree, String prefix, Map<String, String> defaults) {
        List<Setting> settings = new ArrayList<>();
        for (RecordComponent component : tree.getRecordComponents()) {
            String key = prefix + "." + kebab(component.getName());
            NamedEntries entries = NamedEntries.of(key, component);
            if (entries != null) {
                settings.addAll(entries.settings());
            } else if (isSubtree(component.getType())) {
                settings.addAll(declaredBy(component.getType().asSubclass(Record.class), key, defaultsOn(component)));
            } else {
                settings.add(of(key, component, defaults));
            }
        }
        return settings;
    }

    /** The defaults that a component gives the settings below it, by their names. */
    static Map<String, String> defaultsOn(RecordComponent component) {
        Defaults defaults = component.getAnnotation(Defaults.class);
        Map<String, String> values = new HashMap<>();
        for (String entry : defaults == null ? new String[0] : defaults.value()) {
            int equals = entry.indexOf('=');
            values.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return values;
    }

    /** The setting that a component declares, with the default that goes before its own. */
    static Setting of(String key, RecordComponent component, Map<String, String> defaults) {
        Doc doc = component.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(key + " is not documented: annotate it with @Doc");
        }
        Default byDefault = component.getAnnotation(Default.class);
        return new Setting(
                key,
                component.getType(),
                component.getGenericType(),
                defaults.getOrDefault(kebab(component.getName()), byDefault == null ? null : byDefault.value()),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Secret.class),
                component.isAnnotationPresent(Verbatim.class),
                component.getAnnotation(Range.class),
                doc.value());
    }

    static boolean isSubtree(Class<?> type) {
        return type.isRecord() && type != ByteSize.class;
    }

    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    boolean isMap() {
        return type == Map.class;
    }

    /** The environment variable that sets it; of a map, the prefix of its variables. */
    String variable() {
        return variableForm(key);
    }

    /** A key, or a part of one, as it stands in variables. */
    static String variableForm(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
