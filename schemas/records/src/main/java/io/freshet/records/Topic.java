package io.freshet.records;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One topic of the pipeline, as its owner declares it. Keys are strings.
 *
 * @param name full name, with the prefix
 * @param valueType type of the values
 * @param partitions number of partitions
 * @param cleanUp what happens to old records
 * @param retention how long records are kept; with compaction, how long tombstones are
 * @param owner the stage that writes it
 * @param maxMessageBytes the largest record batch
 * @param compression Kafka's {@code compression.type}
 * @param subjectStrategy how the subjects of its values are named
 * @param <V> type of the values
 */
public record Topic<V>(
        String name,
        Class<V> valueType,
        int partitions,
        CleanUp cleanUp,
        Duration retention,
        String owner,
        int maxMessageBytes,
        String compression,
        SubjectStrategy subjectStrategy) {

    /** Refuses a topic without partitions. */
    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": partitions must be at least 1, but is " + partitions);
        }
    }

    /** Returns the topic's settings under Kafka's own names. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", cleanUp.policy());
        settings.put("compression.type", compression);
        settings.put("max.message.bytes", String.valueOf(maxMessageBytes));
        String millis = String.valueOf(retention.toMillis());
        settings.put(cleanUp == CleanUp.COMPACT ? "delete.retention.ms" : "retention.ms", millis);
        return settings;
    }
}
