package io.freshet.ingest.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does what is to be done with each record. Safe for many threads; records of one key come one after the other. */
public interface RecordHandler {

    /**
     * Says what handling the record would wait for. Takes little time.
     *
     * @throws HeldException when that cannot be said now
     */
    Lane lane(ConsumerRecord<byte[], byte[]> record) throws HeldException;

    /**
     * Returns when the record is finished: nothing more has to be done about it, even after a crash.
     *
     * @throws HeldException when something other than the record is at fault; it is handled again later, and meanwhile those
     *     of other keys go on
     */
    void handle(Delivery delivery) throws InterruptedException, HeldException;

    /**
     * Finishes a record that handling failed on again and again for no reason outside of it, with as little as can be done.
     *
     * @throws HeldException when something other than the record is at fault
     */
    void giveUp(Delivery delivery, Throwable cause) throws InterruptedException, HeldException;
}
