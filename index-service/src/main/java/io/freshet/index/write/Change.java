package io.freshet.index.write;

import io.freshet.records.IndexKey;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of the index changes, understood.
 *
 * @param value what to put, or null to remove
 * @param record where it came from
 */
public record Change(
        IndexKey key, long sequence, @Nullable SpecificRecord value, ConsumerRecord<byte[], byte[]> record) {

    /** Whether it takes something out of the index. */
    public boolean removes() {
        return value == null;
    }
}
