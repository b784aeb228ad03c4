package io.freshet.records.serde;

import static io.freshet.records.RecordException.Code.WRONG_TYPE;

import io.freshet.records.RecordException;
import io.freshet.records.SubjectStrategy;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The names that subject strategies have in settings, and the subjects they lead to. */
final class SubjectNames {
    private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

    private SubjectNames() {}

    /** Takes Confluent's class name, the class itself, its name without the package, or the constant's name. */
    static SubjectStrategy parse(String setting, @Nullable Object value) {
        if (value == null) {
            return SubjectStrategy.TOPIC_NAME;
        }
        String name = value instanceof Class<?> type ? type.getName() : value.toString();
        String shortName = name.substring(name.lastIndexOf('.') + 1);
        for (SubjectStrategy strategy : SubjectStrategy.values()) {
            if (shortName.equals(className(strategy)) || shortName.equals(strategy.name())) {
                return strategy;
            }
        }
        throw new ConfigException(
                setting, name, "must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
    }

    /** Returns the class that Confluent's serializers know the strategy by. */
    static String confluentName(SubjectStrategy strategy) {
        return PACKAGE + className(strategy);
    }

    static String subject(SubjectStrategy strategy, String topic, boolean key, Schema schema) {
        if (strategy != SubjectStrategy.TOPIC_NAME && schema.getType() != Schema.Type.RECORD) {
            throw new RecordException(
                    WRONG_TYPE, "subjects are named after records, but the value is a " + schema.getType());
        }
        return strategy.subject(topic, key, schema.getFullName());
    }

    private static String className(SubjectStrategy strategy) {
        StringBuilder name = new StringBuilder();
        for (String word : strategy.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.append("Strategy").toString();
    }
}
