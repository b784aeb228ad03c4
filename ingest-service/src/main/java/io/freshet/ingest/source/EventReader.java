package io.freshet.ingest.source;

import io.freshet.ingest.reject.RejectionCode;
import io.freshet.ingest.stream.HeldException;
import io.freshet.records.DocumentEvent;
import io.freshet.records.RecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Turns records into events, and tells a bad record from a registry that is away. */
public final class EventReader {

    private final Deserializer<DocumentEvent> deserializer;

    public EventReader(Deserializer<DocumentEvent> deserializer) {
        this.deserializer = deserializer;
    }

    /** What a record turned out to be. */
    sealed interface Result permits Accepted, Rejected {}

    /** An event whose identity can be trusted. */
    record Accepted(DocumentEvent event) implements Result {}

    /** A record to be buried; the event is there if it could be read. */
    record Rejected(@Nullable DocumentEvent event, Rejection rejection) implements Result {}

    Result read(ConsumerRecord<byte[], byte[]> record) throws HeldException {
        if (record.value() == null) {
            return new Rejected(null, Rejection.badEvent("The record has no value."));
        }
        try {
            DocumentEvent event = deserializer.deserialize(record.topic(), record.headers(), record.value());
            Rejection rejection = EventCheck.identity(record.key(), event);
            return rejection == null ? new Accepted(event) : new Rejected(event, rejection);
        } catch (RecordException e) {
            if (!e.code().recordAtFault()) {
                throw new HeldException(e);
            }
            String message = "The record cannot be read: " + e.code() + ".";
            return new Rejected(null, new Rejection(RejectionCode.BAD_RECORD, message, e, 1));
        } catch (KafkaException e) {
            throw new HeldException(e);
        }
    }
}
