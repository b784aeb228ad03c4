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
    private final Reporter reporter;
    private final IndexMeters meters;
    private final Clock clock;

    RecordsWriter(
            Deserializer<SpecificRecord> values,
            ChunkWriter store,
            InHand hand,
            Hold hold,
            ChangeWriter.Reports reports,
            Clock clock) {
        this.decoder = new ChangeDecoder(values);
        this.store = store;
        this.hand = hand;
        this.hold = hold;
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
        hand.putBack();
        return false;
    }

    private boolean decodeAndApply(ConsumerRecords<byte[], byte[]> records) {
        List<Change> changes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!hold.untilDone(() -> decode(record, changes))) {
                return false;
            }
        }
        for (Batch batch : Batch.net(changes)) {
            meters.batch(batch.changes().size());
            BatchRun run = new BatchRun(batch, store, reporter, clock);
            if (!hold.untilDone(run::proceed)) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> decode(ConsumerRecord<byte[], byte[]> record, List<Change> changes) {
        try {
            changes.add(decoder.decode(record));
        } catch (RetriableException registry) {
            return Optional.of(String.valueOf(registry.getMessage()));
        } catch (RuntimeException unreadable) {
            reporter.unreadable(record, unreadable);
        }
        return Optional.empty();
    }
}
