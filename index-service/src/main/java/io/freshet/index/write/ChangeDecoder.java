package io.freshet.index.write;

import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.records.IndexKey;
import io.freshet.records.SequenceHeader;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Understands records; what cannot be understood is a {@link SerializationException} or an invalid key. */
public final class ChangeDecoder {
    private final Deserializer<SpecificRecord> values;

    /** A decoder of values in this form. */
    public ChangeDecoder(Deserializer<SpecificRecord> values) {
        this.values = values;
    }

    /** Understands the record. */
    public Change decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new SerializationException("a change of the index has no key");
        }
        IndexKey key = IndexKey.parse(new String(record.key(), StandardCharsets.UTF_8));
        long sequence = SequenceHeader.read(record.headers())
                .orElseThrow(() -> new SerializationException("a change of the index has no sequence"));
        SpecificRecord value =
                record.value() == null ? null : values.deserialize(record.topic(), record.headers(), record.value());
        boolean fits = value == null || (key.isHead() ? value instanceof HeadPut : value instanceof ChunkPut);
        if (!fits) {
            throw new SerializationException("key and value of a change of the index do not fit");
        }
        return new Change(key, sequence, value, record);
    }
}
