package io.freshet.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.DeadLetter;
import io.freshet.records.Stage;
import io.freshet.records.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class KafkaDeadLetterLogTest {

    private static final String TOPIC = "letters";
    private static final TopicPartition PLACE = new TopicPartition(TOPIC, 0);

    private final List<DeadLetter> letters = new ArrayList<>();
    private final KafkaDeadLetterLog log =
            new KafkaDeadLetterLog(this::consumer, TOPIC, (topic, value) -> letters.get(value[0]));

    KafkaDeadLetterLogTest() {
        TrustedRecords.trust();
    }

    @Test
    void ofTwoLettersWithTheSameIdTheOlderIsNotListedThoughOnlyThatOnePasses() throws Exception {
        add("a", "TIMEOUT");
        add("b", "TIMEOUT");
        add("a", "CORRUPT");

        assertThat(ids("TIMEOUT")).containsExactly("b");
        assertThat(ids("CORRUPT")).containsExactly("a");
    }

    @Test
    void aListHasNoStacksAndASingleLetterHasItsOwn() throws Exception {
        add("a", "TIMEOUT");

        assertThat(log.newest("acme", LetterFilter.ALL, 5).letters())
                .singleElement()
                .satisfies(filed -> assertThat(filed.letter().getStack()).isNull());
        assertThat(log.find("acme", "a").orElseThrow().letter().getStack()).isEqualTo("at somewhere");
    }

    private List<String> ids(String code) throws Exception {
        LetterFilter filter = new LetterFilter(code, null, null, Set.of(), null);
        return log.newest("acme", filter, 5).letters().stream()
                .map(filed -> filed.letter().getId())
                .toList();
    }

    private void add(String id, String code) {
        letters.add(DeadLetter.newBuilder()
                .setId(id)
                .setStage(Stage.INGEST)
                .setCode(code)
                .setMessage("The file is protected.")
                .setStack("at somewhere")
                .setAttempts(1)
                .setTopic("t")
                .setPartition(1)
                .setOffset(letters.size())
                .setTimestamp(Instant.EPOCH)
                .setTenant("acme")
                .setDocumentId("d")
                .setAt(Instant.EPOCH.plusSeconds(letters.size()))
                .build());
    }

    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        Node node = new Node(0, "localhost", 9092);
        Node[] nodes = {node};
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
        consumer.updateEndOffsets(Map.of(PLACE, (long) letters.size()));
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < letters.size(); i++) {
                consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, i, new byte[0], new byte[] {(byte) i}));
            }
        });
        return consumer;
    }
}
