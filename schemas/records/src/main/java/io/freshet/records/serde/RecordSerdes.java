package io.freshet.records.serde;

import io.freshet.records.Topic;
import io.freshet.records.Topics;
import io.freshet.records.TrustedRecords;
import io.freshet.records.registry.CompatibilityGuard;
import io.freshet.records.registry.HttpRegistryClient;
import io.freshet.records.registry.RegistryClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializers and deserializers for the topics of the pipeline; those made here share one connection to the registry and
 * one cache. Keys are plain strings.
 *
 * <p>The settings {@value #SERIALIZER} and {@value #DESERIALIZER} name other classes to use, such as Confluent's {@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer}; all settings are handed to them unchanged.
 */
public final class RecordSerdes implements AutoCloseable {
    /** The setting that names the serializer class. */
    public static final String SERIALIZER = "freshet.serializer";

    /** The setting that names the deserializer class. */
    public static final String DESERIALIZER = "freshet.deserializer";

    private final Map<String, ?> config;
    private final @Nullable RegistryClient registry;
    private final boolean owns;
    private final SerdeSettings.Mode mode;
    private final @Nullable SchemaCache cache;

    /** Connects to the registry that the settings name; without our own classes in use, to none. */
    public RecordSerdes(Map<String, ?> config) {
        this(config, usesOwn(config) ? new HttpRegistryClient(config) : null, true);
    }

    /** Uses a registry that somebody else closes. */
    public RecordSerdes(Map<String, ?> config, RegistryClient registry) {
        this(config, registry, false);
    }

    private RecordSerdes(Map<String, ?> config, @Nullable RegistryClient registry, boolean owns) {
        TrustedRecords.trust();
        this.config = new HashMap<>(config);
        this.registry = registry;
        this.owns = owns;
        SerdeSettings settings = SerdeSettings.of(config, false);
        this.mode = settings.mode();
        this.cache = registry == null ? null : new SchemaCache(registry, settings.limits(), System::nanoTime);
    }

    /** Makes a serializer for the values of a topic; whoever uses it closes it. */
    public <V> Serializer<V> serializer(Topic<V> topic) {
        Serializer<V> serializer = uncheckedSerializer();
        serializer.configure(settings(topic), false);
        return serializer;
    }

    /** Makes a deserializer for the values of a topic; whoever uses it closes it. */
    public <V> Deserializer<V> deserializer(Topic<V> topic) {
        Deserializer<?> deserializer = isOwn(config, DESERIALIZER, AvroWireDeserializer.class)
                ? new AvroWireDeserializer(cache)
                : instance(DESERIALIZER, Deserializer.class);
        deserializer.configure(settings(topic), false);
        return new TypedDeserializer<>(deserializer, topic.valueType());
    }

    /** Makes both for the values of a topic; whoever uses it closes it. */
    public <V> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom(serializer(topic), deserializer(topic));
    }

    /**
     * Lets the registry refuse schemas that would break a reader of the topics. Does nothing where schemas are not
     * registered from here, or not by our own classes.
     */
    public void guard(Topics topics) {
        if (registry != null && mode == SerdeSettings.Mode.REGISTER) {
            new CompatibilityGuard(registry).guard(topics.subjects());
        }
    }

    private Map<String, Object> settings(Topic<?> topic) {
        Map<String, Object> settings = new HashMap<>(config);
        settings.put("value.subject.name.strategy", SubjectNames.confluentName(topic.subjectStrategy()));
        settings.put("specific.avro.reader", true);
        return settings;
    }

    // A serializer of anything is a serializer of V; Kafka's interface has no wildcard to say so.
    @SuppressWarnings("unchecked")
    private <V> Serializer<V> uncheckedSerializer() {
        return (Serializer<V>)
                (isOwn(config, SERIALIZER, AvroWireSerializer.class)
                        ? new AvroWireSerializer(cache)
                        : instance(SERIALIZER, Serializer.class));
    }

    private static boolean usesOwn(Map<String, ?> config) {
        return isOwn(config, SERIALIZER, AvroWireSerializer.class)
                || isOwn(config, DESERIALIZER, AvroWireDeserializer.class);
    }

    private static boolean isOwn(Map<String, ?> config, String setting, Class<?> own) {
        return config.get(setting) == null || own.getName().equals(config.get(setting));
    }

    private <T> T instance(String setting, Class<T> type) {
        String name = String.valueOf(config.get(setting));
        try {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(setting + " names " + name + ", which is not a usable " + type.getSimpleName()
                    + " on the class path: " + e);
        }
    }

    @Override
    public void close() {
        if (owns && registry != null) {
            registry.close();
        }
    }
}
