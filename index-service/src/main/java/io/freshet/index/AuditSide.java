package io.freshet.index;

import io.freshet.index.audit.AuditTarget;
import io.freshet.index.audit.AuditTargets;
import io.freshet.index.audit.Audits;
import io.freshet.index.audit.CommittedPositions;
import io.freshet.index.audit.KafkaChangeLog;
import io.freshet.index.audit.LiveWriter;
import io.freshet.index.metrics.AuditMeters;
import io.freshet.records.Topic;
import io.freshet.records.serde.RecordSerdes;
import io.freshet.store.StoreAdmin;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;

/** Audits, wired. */
final class AuditSide {
    private AuditSide() {}

    static Audits start(Surroundings around, AuditMeters meters, AuditTargets targets) {
        Audits audits = new Audits(
                around.config().audit(),
                targets,
                new Audits.Surroundings(
                        topic -> new KafkaChangeLog(around.clients().plainConsumer(), topic),
                        meters,
                        around.clock(),
                        around.pauser(),
                        System::nanoTime));
        audits.start();
        return audits;
    }

    /** A generation that a writer of this process keeps true, with the names of its lineage. */
    static AuditTarget target(
            Surroundings there, int generation, LiveWriter writer, StoreAdmin store, RecordSerdes serdes, Admin kafka) {
        Topic<SpecificRecord> changes = there.topics().indexChanges();
        return new AuditTarget(
                generation,
                changes.name(),
                changes.partitions(),
                serdes.deserializer(changes),
                store.writer(generation),
                store.scan(generation),
                new CommittedPositions(kafka, there.groups().writer(generation), changes.name()),
                writer);
    }
}
