package io.freshet.index.write;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.store.ChunkWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;

/** Writes the records of a poll into the store: all of them, or they are put back. */
final class RecordsWriter {
    private final ChangeDecoder decoder;
    private final ChunkWriter store;
    private final InHand hand;
    private final Hold hold;
    private final Rereads rereads;
    private final StoreCalls calls;
    private final Reporter reporter;
    private final IndexMeters meters;
    private final Clock clock;

    RecordsWriter(
            Deserializer<SpecificRecord> values,
            ChunkWriter store,
            StoreCalls calls,
            InHand hand,
            Hold hold,
            Rereads rereads,
            ChangeWriter.Reports reports,
            Clock clock) {
        this.decoder = new ChangeDecoder(values);
        this.store = store;
        this.calls = calls;
        this.hand = hand;
        this.hold = hold;
        this.rereads = rereads;
        this.reporter = new Reporter(reports);
        this.meters = reports.meters();
        this.clock = clock;
    }

    /** Returns false when the records had to be put back. */
    boolean write(ConsumerRecords<byte[], byte[]> records) {
        hand.take(records);
        if (decodeAndApply(records)) {
            hand.done();
            return true;
        }
        putBack();
        return false;
    }

    /** Has the records in hand read again. */
    void putBack() {
        hand.putBack();
        reporter.putBack();
    }

    private boolean decodeAndApply(ConsumerRecords<byte[], byte[]> records) {
        List<Change> changes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!hold.untilDone(() -> decode(record, changes))) {
                return false;
            }
        }
        changes.stream().filter(change -> !rereads.isHistory(change.record())).forEach(reporter::read);
        List<Batch> batches = Batch.net(changes);
        meters.changes(
                "netted",
                changes.size() - batches.stream().mapToInt(Batch::size).sum());
        for (Batch batch : batches) {
            meters.batch(batch.size());
            BatchRun run = new BatchRun(batch, rereads, store, calls, reporter, clock);
            if (!hold.untilDone(run::proceed)) {
                return false;
            }
        }
        return true;
    }

    private Optional<Obstacle> decode(ConsumerRecord<byte[], byte[]> record, List<Change> changes) {
        try {
            changes.add(decoder.decode(record));
        } catch (RetriableException registry) {
            return Optional.of(Obstacle.known(String.valueOf(registry.getMessage())));
        } catch (RuntimeException unreadable) {
            reporter.unreadable(record, unreadable);
        }
        return Optional.empty();
    }
}
