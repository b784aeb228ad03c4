package io.freshet.index;

import io.freshet.index.FirstGeneration.PastLineage;
import io.freshet.index.generation.Lineages;
import io.freshet.records.ChunkPut;
import io.freshet.records.RecordException;
import io.freshet.records.Topics;
import io.freshet.records.serde.RecordSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** The lineages whose changes the broker has. */
final class KafkaLineages implements Lineages {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin kafka;
    private final Surroundings around;
    private final RecordSerdes serdes;

    KafkaLineages(Admin kafka, Surroundings around, RecordSerdes serdes) {
        this.kafka = kafka;
        this.around = around;
        this.serdes = serdes;
    }

    @Override
    public int highest() throws InterruptedException {
        return existing().stream().reduce(0, Math::max);
    }

    /** All that have a topic of changes, with what tells whether a lost store can be made from them. */
    List<PastLineage> past(KafkaLags lags) throws InterruptedException {
        List<PastLineage> past = new ArrayList<>();
        for (int lineage : existing()) {
            past.add(past(lineage, lags.unread(lineage)));
        }
        return past;
    }

    private SortedSet<Integer> existing() throws InterruptedException {
        String first =
                around.topics().ofLineage(Topics.FIRST_LINEAGE).indexChanges().name();
        Pattern name = Pattern.compile(Pattern.quote(first) + "(?:-([0-9]{1,9}))?");
        SortedSet<Integer> existing = new TreeSet<>();
        for (String topic : topics()) {
            Matcher matcher = name.matcher(topic);
            if (matcher.matches()) {
                existing.add(matcher.group(1) == null ? 1 : Integer.valueOf(matcher.group(1)));
            }
        }
        return existing;
    }

    private Set<String> topics() throws InterruptedException {
        try {
            return kafka.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("the broker does not tell its topics", failed);
        }
    }

    /** The model is told by the first vector that is found; what cannot be read by anybody tells nothing. */
    private PastLineage past(int lineage, long unread) {
        var changes = around.topics().ofLineage(lineage).indexChanges();
        boolean untouched = true;
        try (Deserializer<SpecificRecord> values = serdes.deserializer(changes);
                Consumer<byte[], byte[]> consumer = around.clients().plainConsumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(changes.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() == null) {
                        continue;
                    }
                    try {
                        if (values.deserialize(record.topic(), record.headers(), record.value())
                                instanceof ChunkPut put) {
                            return new PastLineage(lineage, put.getModelId(), false, unread);
                        }
                    } catch (RecordException unreadable) {
                        untouched = false;
                    }
                }
            }
            return new PastLineage(lineage, null, untouched, unread);
        }
    }
}
