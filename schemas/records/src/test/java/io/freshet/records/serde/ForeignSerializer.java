package io.freshet.records.serde;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/** A serializer that is not ours: it writes down how it was configured. */
public final class ForeignSerializer implements Serializer<Object> {
    private final Map<String, Object> settings = new HashMap<>();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        settings.putAll(configs);
    }

    @Override
    public byte[] serialize(String topic, Object value) {
        return settings.toString().getBytes(StandardCharsets.UTF_8);
    }
}
