package io.freshet.ingest.stream;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.source.Events;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What outlives a process: the logs that it reads and writes, and the offsets that it has committed. */
final class World {

    /** An outcome, and on behalf of which stay of a partition it was sent. */
    record Sent(Fence owner, ExtractedDocument document) {}

    final Events events;
    final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log =
            new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
    final Map<TopicPartition, Long> committed = new HashMap<>();
    final List<Sent> extracted = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();

    World(Events events) {
        this.events = events;
    }

    /** The same log, before anything was done about it. */
    World untouched() {
        World world = new World(events);
        world.log.putAll(log);
        return world;
    }

    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    List<ConsumerRecord<byte[], byte[]>> from(TopicPartition partition, long offset) {
        List<ConsumerRecord<byte[], byte[]>> records = log.getOrDefault(partition, List.of());
        return records.subList((int) offset, records.size());
    }

    boolean isDone() {
        return log.entrySet().stream()
                .allMatch(records ->
                        committed(records.getKey()) == records.getValue().size());
    }

    /** The document's last outcome, as the compacted log has it. */
    @Nullable
    ExtractedDocument last(DocumentKey document) {
        ExtractedDocument last = null;
        for (Sent sent : extracted) {
            last = document.equals(key(sent.document())) ? sent.document() : last;
        }
        return last;
    }

    /** What the log keeps in the end: for each document the place, kind and content of its last outcome. */
    Map<String, String> finalDocuments() {
        Map<String, String> documents = new TreeMap<>();
        for (Sent sent : extracted) {
            ExtractedDocument document = sent.document();
            documents.put(key(document).toString(), document.getOrigin().getOffset() + " " + document.getOutcome());
        }
        return documents;
    }

    /** The places of all events that have an outcome. */
    Set<String> places() {
        Set<String> places = new TreeSet<>();
        for (Sent sent : extracted) {
            places.add(sent.document().getOrigin().getPartition() + ":"
                    + sent.document().getOrigin().getOffset());
        }
        return places;
    }

    Set<String> letterIds() {
        Set<String> ids = new TreeSet<>();
        letters.forEach(letter -> ids.add(letter.getId() + " " + letter.getCode()));
        return ids;
    }

    static boolean isGood(ExtractedDocument document) {
        return !(document.getOutcome() instanceof Failed);
    }

    static DocumentKey key(ExtractedDocument document) {
        return new DocumentKey(document.getTenant(), document.getDocumentId());
    }
}
