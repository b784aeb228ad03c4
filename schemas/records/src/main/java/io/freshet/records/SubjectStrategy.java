package io.freshet.records;

/** How a schema's subject in the registry is named; the three that Confluent defines. */
public enum SubjectStrategy {
    /** One schema per topic: {@code topic-value}. */
    TOPIC_NAME {
        @Override
        public String subject(String topic, boolean key, String recordName) {
            return topic + (key ? "-key" : "-value");
        }
    },
    /** One schema per record type, wherever it travels: {@code namespace.Record}. */
    RECORD_NAME {
        @Override
        public String subject(String topic, boolean key, String recordName) {
            return recordName;
        }
    },
    /** One schema per record type and topic, for topics with several types: {@code topic-namespace.Record}. */
    TOPIC_RECORD_NAME {
        @Override
        public String subject(String topic, boolean key, String recordName) {
            return topic + "-" + recordName;
        }
    };

    /**
     * Returns the subject.
     *
     * @param topic the topic
     * @param key true for the key of a record, false for its value
     * @param recordName full name of the schema
     */
    public abstract String subject(String topic, boolean key, String recordName);
}
