package io.freshet.service.kafka;

import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How to reach Kafka; everything Kafka's own clients understand passes through {@code client}. */
public record KafkaSettings(
        @Doc("Brokers to start from, host:port each.") @Default("127.0.0.1:9092")
        List<String> bootstrapServers,

        @Doc("In front of every topic name, consumer group and transactional id.") @Default("freshet.")
        String topicPrefix,

        @Doc("Partitions of the topics that Freshet creates; must be the same for all of them.")
        @Default("12")
        @Range(min = 1, max = 1000)
        int partitions,

        @Doc("Replicas of the topics that Freshet creates; -1 leaves it to the broker.")
        @Default("-1")
        @Range(min = -1, max = 32767)
        int replicationFactor,

        @Doc("Any setting of Kafka's clients, such as security.protocol; those that Freshet owns are refused.")
        Map<String, String> client) {

    /** Keys whose value a guarantee depends on. */
    private static final List<String> OWNED = List.of(
            "bootstrap.servers",
            "group.id",
            "application.id",
            "enable.auto.commit",
            "isolation.level",
            "auto.offset.reset",
            "acks",
            "enable.idempotence",
            "transactional.id",
            "processing.guarantee",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    public KafkaSettings {
        if (bootstrapServers.isEmpty()) {
            throw new IllegalArgumentException("bootstrap-servers must name at least one broker");
        }
        List<String> refused =
                client.keySet().stream().filter(OWNED::contains).sorted().toList();
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("client." + String.join(", client.", refused)
                    + ": set by Freshet, because its guarantees depend on it");
        }
        bootstrapServers = List.copyOf(bootstrapServers);
        client = Map.copyOf(client);
    }

    /** Properties to start any client from. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.servers", String.join(",", bootstrapServers));
        return properties;
    }
}
