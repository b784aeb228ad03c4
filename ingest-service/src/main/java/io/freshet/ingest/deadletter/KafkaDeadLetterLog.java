package io.freshet.ingest.deadletter;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DeadLetter;
import io.freshet.records.RecordException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic backwards with a consumer of its own, once for each question. Of a letter that is not wanted nothing stays
 * but its id.
 */
public final class KafkaDeadLetterLog implements DeadLetterLog {

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordLookup lookup;
    private final String topic;
    private final Deserializer<DeadLetter> deserializer;

    public KafkaDeadLetterLog(
            Supplier<Consumer<byte[], byte[]>> consumers, String topic, Deserializer<DeadLetter> deserializer) {
        this.consumers = consumers;
        this.lookup = new RecordLookup(consumers);
        this.topic = topic;
        this.deserializer = deserializer;
    }

    @Override
    public Page newest(String tenant, LetterFilter filter, int limit) throws BrokerUnavailableException {
        // One more than asked for tells whether there is a next page.
        List<FiledLetter> found = List.copyOf(scan(tenant, filter, limit + 1));
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        List<FiledLetter> page = found.subList(0, limit);
        return new Page(page, LetterCursor.of(page.get(limit - 1).letter()));
    }

    @Override
    public Optional<FiledLetter> find(String tenant, String id) throws BrokerUnavailableException {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            BackwardScan scan = new BackwardScan(consumer, topic);
            Map<String, FiledLetter> found = new HashMap<>();
            while (!scan.isDone() && found.isEmpty()) {
                scan.step(record -> {
                    FiledLetter filed = filed(record, tenant);
                    if (filed != null && filed.letter().getId().equals(id)) {
                        found.put(id, filed); // the last one of a stretch is the newest
                    }
                });
            }
            return Optional.ofNullable(found.get(id));
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Optional<DeadLetter> whole(FiledLetter filed) throws BrokerUnavailableException, InterruptedException {
        try {
            return lookup.at(topic, filed.partition(), filed.offset())
                    .map(record -> deserializer.deserialize(topic, record.headers(), record.value()));
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private Set<FiledLetter> scan(String tenant, LetterFilter filter, int limit) throws BrokerUnavailableException {
        NavigableSet<FiledLetter> newest = new TreeSet<>(FiledLetter.NEWEST_FIRST);
        Set<String> seen = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            BackwardScan scan = new BackwardScan(consumer, topic);
            while (!scan.isDone()) {
                Stretch stretch = new Stretch();
                scan.step(record -> stretch.add(record, brief(filed(record, tenant)), filter));
                stretch.wanted.keySet().removeAll(seen);
                seen.addAll(stretch.ids);
                newest.addAll(stretch.wanted.values());
                while (newest.size() > limit) {
                    newest.pollLast();
                }
                Instant oldest = oldestOfInterest(filter, newest, limit);
                scan.open().stream()
                        .filter(partition -> stretch.beginsBefore(partition, oldest))
                        .forEach(scan::leave);
            }
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
        return newest;
    }

    /** Letters older than this can no longer be among the newest. */
    private static Instant oldestOfInterest(LetterFilter filter, NavigableSet<FiledLetter> newest, int limit) {
        Instant since = filter.since() == null ? Instant.MIN : filter.since();
        if (newest.size() < limit) {
            return since;
        }
        Instant last = newest.last().letter().getAt();
        return last.isAfter(since) ? last : since;
    }

    private @Nullable FiledLetter filed(ConsumerRecord<byte[], byte[]> record, String tenant) {
        try {
            DeadLetter letter = deserializer.deserialize(topic, record.headers(), record.value());
            if (!tenant.equals(letter.getTenant())) {
                return null;
            }
            boolean carriesOriginal = letter.getValue() != null;
            return new FiledLetter(
                    DeadLetter.newBuilder(letter).setValue(null).build(),
                    carriesOriginal,
                    record.partition(),
                    record.offset());
        } catch (RecordException e) {
            if (e.code().recordAtFault()) {
                return null; // not written by us
            }
            throw e;
        }
    }

    /** A list tells no stacks, which are most of a letter. */
    private static @Nullable FiledLetter brief(@Nullable FiledLetter filed) {
        return filed == null
                ? null
                : new FiledLetter(
                        DeadLetter.newBuilder(filed.letter()).setStack(null).build(),
                        filed.carriesOriginal(),
                        filed.partition(),
                        filed.offset());
    }

    /** What one step brought to light: the newest letter of every id if it is wanted, and how far back each partition was read. */
    private static final class Stretch {
        private final Map<String, FiledLetter> wanted = new HashMap<>();
        private final Set<String> ids = new HashSet<>();
        private final Map<Integer, Instant> firsts = new HashMap<>();

        void add(ConsumerRecord<byte[], byte[]> record, @Nullable FiledLetter filed, LetterFilter filter) {
            if (filed != null) {
                String id = filed.letter().getId();
                ids.add(id);
                if (filter.passes(filed.letter())) {
                    wanted.put(id, filed);
                } else {
                    wanted.remove(id); // an older one of the same id no longer counts
                }
                firsts.putIfAbsent(record.partition(), filed.letter().getAt());
            }
        }

        boolean beginsBefore(int partition, Instant moment) {
            Instant first = firsts.get(partition);
            return first != null && first.isBefore(moment);
        }
    }
}
