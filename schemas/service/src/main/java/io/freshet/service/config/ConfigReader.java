package io.freshet.service.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a record tree from its sources, collecting every problem before complaining. */
public final class ConfigReader {
    private static final String PREFIX = "freshet";

    private final Map<String, String> overrides;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final List<String> problems = new ArrayList<>();
    private final List<Effective> effective = new ArrayList<>();

    private ConfigReader(Map<String, String> overrides, Map<String, String> environment, Map<String, String> file) {
        this.overrides = overrides;
        this.environment = environment;
        this.file = file;
    }

    /** Reads the tree; of the three sources the first that has a key decides. */
    public static <T extends Record> Config<T> read(
            Class<T> tree, Map<String, String> overrides, Map<String, String> environment, Map<String, String> file)
            throws ConfigException {
        ConfigReader reader = new ConfigReader(overrides, environment, file);
        List<Setting> settings = Setting.declaredBy(tree, PREFIX);
        reader.refuseUnknown(settings, overrides);
        reader.refuseUnknown(settings, file);
        T value = reader.build(tree, PREFIX, Map.of());
        if (value == null || !reader.problems.isEmpty()) {
            throw new ConfigException(reader.problems);
        }
        return new Config<>(value, reader.effective);
    }

    private void refuseUnknown(List<Setting> settings, Map<String, String> source) {
        for (String key : source.keySet()) {
            if (settings.stream().noneMatch(setting -> accepts(setting, key))) {
                problems.add(key + " is not a setting" + Suggestion.among(settings, key));
            }
        }
    }

    private static boolean accepts(Setting setting, String key) {
        return setting.isMap()
                ? key.startsWith(setting.key() + ".")
                : key.equals(setting.key()) || NamedEntries.accepts(setting, key);
    }

    private <T extends Record> @Nullable T build(Class<T> tree, String prefix, Map<String, String> defaults) {
        RecordComponent[] components = tree.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        int problemsBefore = problems.size();
        for (int i = 0; i < components.length; i++) {
            values[i] = component(prefix + "." + Setting.kebab(components[i].getName()), components[i], defaults);
        }
        return problems.size() > problemsBefore ? null : construct(tree, prefix, components, values);
    }

    private @Nullable Object component(String key, RecordComponent component, Map<String, String> defaults) {
        if (Setting.isSubtree(component.getType())) {
            return build(component.getType().asSubclass(Record.class), key, Setting.defaultsOn(component));
        }
        NamedEntries entries = NamedEntries.of(key, component);
        if (entries != null) {
            return entries(entries);
        }
        Setting setting = Setting.of(key, component, defaults);
        return setting.isMap() ? map(setting) : single(setting);
    }

    private Map<String, Record> entries(NamedEntries entries) {
        Map<String, Record> built = new TreeMap<>();
        List<String> keys = new ArrayList<>(overrides.keySet());
        keys.addAll(file.keySet());
        for (String name : entries.names(keys, environment.keySet())) {
            Record entry = build(entries.entry(), entries.key() + "." + name, Map.of());
            if (entry != null) {
                built.put(name, entry);
            }
        }
        return Map.copyOf(built);
    }

    private @Nullable Object single(Setting setting) {
        Sourced sourced = lookUp(setting);
        if (sourced == null) {
            if (!setting.nullable()) {
                problems.add(setting.key() + " is required: " + setting.doc());
            }
            return null;
        }
        try {
            Object value = Values.parse(setting, sourced.text());
            effective.add(
                    new Effective(setting.key(), setting.secret() ? "(secret)" : Values.show(value), sourced.source()));
            return value;
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            String shown = setting.secret() ? "(secret)" : "'" + sourced.text() + "'";
            problems.add(setting.key() + " = " + shown + " (" + sourced.source() + "): " + wrong.getMessage());
            return null;
        }
    }

    private @Nullable Sourced lookUp(Setting setting) {
        if (overrides.containsKey(setting.key())) {
            return new Sourced(overrides.get(setting.key()), "command line");
        }
        if (environment.containsKey(setting.variable())) {
            return new Sourced(environment.get(setting.variable()), "environment");
        }
        if (file.containsKey(setting.key())) {
            return new Sourced(file.get(setting.key()), "file");
        }
        return setting.defaultValue() == null ? null : new Sourced(setting.defaultValue(), "default");
    }

    /** Map keys taken from the environment are lower-cased, with underscores for dots: Kafka's keys have no others. */
    private Map<String, String> map(Setting setting) {
        Map<String, String> merged = new TreeMap<>();
        merge(setting.key() + ".", file, merged);
        String variables = setting.variable() + "_";
        environment.forEach((name, value) -> {
            if (name.startsWith(variables)) {
                String key = name.substring(variables.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                merged.put(key, value);
            }
        });
        merge(setting.key() + ".", overrides, merged);
        merged.keySet().forEach(key -> effective.add(new Effective(setting.key() + "." + key, "(set)", "given")));
        return Map.copyOf(merged);
    }

    private static void merge(String prefix, Map<String, String> source, Map<String, String> target) {
        source.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                target.put(key.substring(prefix.length()), value);
            }
        });
    }

    private <T extends Record> @Nullable T construct(
            Class<T> tree, String prefix, RecordComponent[] components, @Nullable Object[] values) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = tree.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            problems.add(
                    prefix + ": " + String.valueOf(refused.getTargetException().getMessage()));
            return null;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot build " + tree.getName(), impossible);
        }
    }

    private record Sourced(String text, String source) {}
}
