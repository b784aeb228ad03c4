package io.freshet.index.audit;

import io.freshet.store.ChunkWriter;
import io.freshet.store.IndexScan;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A generation of the index that this process writes, as an audit needs it.
 *
 * @param topic the changes that it is made from
 * @param partitions how many that topic has
 */
public record AuditTarget(
        int generation,
        String topic,
        int partitions,
        Deserializer<SpecificRecord> values,
        ChunkWriter store,
        IndexScan scan,
        AppliedPositions applied,
        LiveWriter writer) {}
