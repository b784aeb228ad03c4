package io.freshet.index.audit;

import io.freshet.index.audit.Truth.Entry;
import io.freshet.index.audit.Truth.Standing;
import io.freshet.index.write.Change;
import io.freshet.index.write.ChangeDecoder;
import io.freshet.index.write.StoreForm;
import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.records.IndexKey;
import io.freshet.records.Vectors;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.UnitVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;

/** Some partitions of the log, folded by key: of all changes of a key the last counts. It can be folded further. */
final class LogFold {
    private final ChangeLog log;
    private final ChangeDecoder decoder;
    private final Truth truth = new Truth();
    private final Map<Integer, Long> read = new TreeMap<>();
    private long records;
    private long unreadable;

    LogFold(ChangeLog log, ChangeDecoder decoder) {
        this.log = log;
        this.decoder = decoder;
    }

    /** Takes a partition in; it is read when the fold catches up. */
    void add(int partition) {
        read.putIfAbsent(partition, 0L);
    }

    Set<Integer> partitions() {
        return read.keySet();
    }

    Truth truth() {
        return truth;
    }

    long records() {
        return records;
    }

    /** Changes that nobody can read. The writer gave them up, so that they say nothing of the store. */
    long unreadable() {
        return unreadable;
    }

    /** Reads up to the end as it is now, and tells where that is. */
    Map<Integer, Long> catchUp(Pace pace) {
        Map<Integer, Long> ends = log.ends(read.keySet());
        ends.forEach((partition, end) -> {
            log.read(partition, read.getOrDefault(partition, 0L), end, record -> {
                fold(record);
                pace.did(1);
            });
            read.put(partition, end);
        });
        return new HashMap<>(ends);
    }

    private void fold(ConsumerRecord<byte[], byte[]> record) {
        records++;
        try {
            Change change = decoder.decode(record);
            truth.note(RowKey.of(change.key()), entry(change));
        } catch (RetriableException registry) {
            throw registry;
        } catch (RuntimeException notOurs) {
            unreadable++;
            key(record).ifPresent(key -> truth.note(key, entry(Standing.UNREADABLE, record, 0, 0)));
        }
    }

    /** What the change makes of its key. */
    private static Entry entry(Change change) {
        if (change.value() instanceof ChunkPut put) {
            Chunk chunk = StoreForm.chunk(put);
            Optional<float[]> unit = UnitVector.of(Vectors.decode(put.getVector()));
            return unit.isEmpty()
                    ? entry(Standing.UNREADABLE, change.record(), 0, 0)
                    : entry(
                            Standing.STORED,
                            change.record(),
                            chunk.since(),
                            Truth.comparable(Fingerprint.of(chunk, unit.get())));
        }
        if (change.value() instanceof HeadPut put) {
            Head head = StoreForm.head(put, Set.of(), Instant.EPOCH);
            return entry(Standing.STORED, change.record(), head.sequence(), Truth.comparable(Fingerprint.of(head)));
        }
        return entry(Standing.REMOVED, change.record(), change.sequence(), 0);
    }

    private static Entry entry(Standing standing, ConsumerRecord<byte[], byte[]> record, long sequence, long print) {
        return new Entry(standing, record.partition(), record.offset(), sequence, print);
    }

    private static Optional<RowKey> key(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.key() == null
                    ? Optional.empty()
                    : Optional.of(RowKey.of(IndexKey.parse(new String(record.key(), StandardCharsets.UTF_8))));
        } catch (RuntimeException notAKey) {
            return Optional.empty();
        }
    }
}
