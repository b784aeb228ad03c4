package io.freshet.records.serde;

import io.freshet.records.RecordException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a deserializer to the type of its topic.
 *
 * @param <V> the type
 */
final class TypedDeserializer<V> implements Deserializer<V> {
    private final Deserializer<?> deserializer;
    private final Class<V> type;

    TypedDeserializer(Deserializer<?> deserializer, Class<V> type) {
        this.deserializer = deserializer;
        this.type = type;
    }

    // Kafka's interface does not say that null goes in and comes out, but it does.
    @Override
    @SuppressWarnings("NullAway")
    public V deserialize(String topic, byte @Nullable [] payload) {
        Object value = deserializer.deserialize(topic, payload);
        if (value != null && !type.isInstance(value)) {
            throw new RecordException(
                    RecordException.Code.WRONG_TYPE,
                    "topic " + topic + " carries " + type.getName() + ", not "
                            + value.getClass().getName());
        }
        return type.cast(value);
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
