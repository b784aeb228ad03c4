package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void theTopicsAreThoseOfTheDesign() {
        Topics topics = new Topics("freshet.", 12);

        assertThat(topics.all())
                .extracting(Topic::name, Topic::valueType, Topic::partitions, Topic::cleanUp, Topic::owner)
                .containsExactly(
                        tuple("freshet.documents", DocumentEvent.class, CleanUp.DELETE, "upstream"),
                        tuple("freshet.extracted", ExtractedDocument.class, CleanUp.COMPACT, "ingest-service"),
                        tuple("freshet.index-changes", SpecificRecord.class, CleanUp.COMPACT, "index-service"),
                        tuple("freshet.dead-letters", DeadLetter.class, CleanUp.DELETE, "each stage"));
    }

    @Test
    void settingsAreInKafkasOwnWords() {
        Topics topics = new Topics("x-", 1);

        assertThat(topics.documents().settings())
                .isEqualTo(Map.of(
                        "cleanup.policy", "delete",
                        "compression.type", "producer",
                        "max.message.bytes", "18874368",
                        "retention.ms", "604800000"));
        assertThat(topics.extracted().settings())
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact",
                        "compression.type", "zstd",
                        "max.message.bytes", "18874368",
                        "delete.retention.ms", "604800000"));
    }

    @Test
    void aTopicHasPartitions() {
        assertThatThrownBy(() -> new Topics("x-", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Tuple tuple(String name, Class<?> type, CleanUp cleanUp, String owner) {
        return Tuple.tuple(name, type, 12, cleanUp, owner);
    }
}
