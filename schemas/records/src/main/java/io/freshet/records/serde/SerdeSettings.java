package io.freshet.records.serde;

import io.freshet.records.SubjectStrategy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How records are written and read, from settings under Confluent's names and with Confluent's meaning.
 *
 * @param mode how the schema id of a value is found
 * @param normalize whether schemas count as equal that differ in form only
 * @param strategy how subjects are named
 * @param key true for keys of records, false for values
 * @param specific whether generated classes are made, rather than generic records
 * @param readAs the type to read everything as, or null for the type the writer named
 * @param logicalTypes whether generic records hold dates and decimals, rather than the numbers and bytes beneath them
 */
record SerdeSettings(
        Mode mode,
        boolean normalize,
        SubjectStrategy strategy,
        boolean key,
        boolean specific,
        @Nullable Class<?> readAs,
        boolean logicalTypes,
        CacheLimits limits) {

    /** How the schema id of a value is found. */
    enum Mode {
        /** The value's schema is registered if need be. */
        REGISTER,
        /** The value's schema must be registered. */
        LOOK_UP,
        /** The subject's newest version is used, if it can hold everything the value's schema can. */
        LATEST_COMPATIBLE,
        /** The subject's newest version is used, whether or not it can hold everything. */
        LATEST
    }

    /**
     * Bounds of the caches.
     *
     * @param entries the most schemas kept
     * @param latest how long the newest version of a subject is believed to be the newest
     * @param refusal how long a refusal is believed
     */
    record CacheLimits(int entries, Duration latest, Duration refusal) {}

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define("auto.register.schemas", ConfigDef.Type.BOOLEAN, true, ConfigDef.Importance.MEDIUM, "Register.")
            .define("use.latest.version", ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "Use the newest.")
            .define("latest.compatibility.strict", ConfigDef.Type.BOOLEAN, true, ConfigDef.Importance.LOW, "Check.")
            .define("normalize.schemas", ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "Normalize.")
            .define("key.subject.name.strategy", ConfigDef.Type.STRING, "topic", ConfigDef.Importance.LOW, "Keys.")
            .define("value.subject.name.strategy", ConfigDef.Type.STRING, "topic", ConfigDef.Importance.LOW, "Values.")
            .define("specific.avro.reader", ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "Classes.")
            .define("specific.avro.key.type", ConfigDef.Type.CLASS, null, ConfigDef.Importance.LOW, "Key class.")
            .define("specific.avro.value.type", ConfigDef.Type.CLASS, null, ConfigDef.Importance.LOW, "Value class.")
            .define(
                    "avro.use.logical.type.converters",
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.LOW,
                    "Types.")
            .define("max.schemas.per.subject", ConfigDef.Type.INT, 1000, ConfigDef.Importance.LOW, "Cache size.")
            .define("latest.cache.ttl.sec", ConfigDef.Type.INT, 60, ConfigDef.Importance.LOW, "Newest version.")
            .define("missing.id.cache.ttl.sec", ConfigDef.Type.INT, 5, ConfigDef.Importance.LOW, "Refusals.");

    static SerdeSettings of(Map<String, ?> settings, boolean key) {
        for (String name : new String[] {"schema.reflection", "avro.remove.java.properties"}) {
            if (Boolean.parseBoolean(String.valueOf(settings.get(name)))) {
                throw new ConfigException(name, true, "is not supported");
            }
        }
        if (settings.get("use.schema.id") != null) {
            throw new ConfigException("use.schema.id is not supported");
        }
        AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
        String side = key ? "key" : "value";
        Class<?> readAs = config.getClass("specific.avro." + side + ".type");
        return new SerdeSettings(
                mode(config),
                config.getBoolean("normalize.schemas"),
                SubjectNames.parse(side + ".subject.name.strategy", settings.get(side + ".subject.name.strategy")),
                key,
                config.getBoolean("specific.avro.reader") || readAs != null,
                readAs,
                config.getBoolean("avro.use.logical.type.converters"),
                new CacheLimits(
                        Math.max(1, config.getInt("max.schemas.per.subject")),
                        seconds(config, "latest.cache.ttl.sec"),
                        seconds(config, "missing.id.cache.ttl.sec")));
    }

    // As with Confluent, registering wins over using the newest version.
    private static Mode mode(AbstractConfig config) {
        if (config.getBoolean("auto.register.schemas")) {
            return Mode.REGISTER;
        }
        if (!config.getBoolean("use.latest.version")) {
            return Mode.LOOK_UP;
        }
        return config.getBoolean("latest.compatibility.strict") ? Mode.LATEST_COMPATIBLE : Mode.LATEST;
    }

    // As with Confluent, a negative number means for ever.
    private static Duration seconds(AbstractConfig config, String name) {
        int seconds = config.getInt(name);
        return seconds < 0 ? Duration.ofDays(36_500) : Duration.ofSeconds(seconds);
    }
}
