package io.freshet.ingest.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How much is in hand, and whether there is room for more. Once full, it stays so until a quarter is free again.
 *
 * <p>Records that are parked, because the first of their line is held, take up bytes like others, but count for a tenth: what is
 * away for one document must not keep the others waiting.
 */
final class Room {

    private static final int PARKED = 10;

    private final long maxBytes;
    private final int maxRecords;
    private long bytes;
    private int records;
    private int parked;
    private boolean full;

    Room(StreamSettings settings) {
        this.maxBytes = settings.maxBytes().bytes();
        this.maxRecords = settings.maxRecords();
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        bytes += size(record);
        records++;
        full |= bytes >= maxBytes || weight() >= maxRecords;
    }

    void park(int more) {
        parked += more;
        update();
    }

    void unpark(int less) {
        parked -= less;
        full |= weight() >= maxRecords;
    }

    private int weight() {
        return records - parked + parked / PARKED;
    }

    void release(ConsumerRecord<byte[], byte[]> record) {
        bytes -= size(record);
        records--;
        update();
    }

    private void update() {
        full &= bytes > maxBytes - quarter(maxBytes) || weight() > maxRecords - quarter(maxRecords);
    }

    /** At least one, so that a bound of one lets the next one in when the first is finished. */
    private static long quarter(long bound) {
        return Math.max(1, bound / 4);
    }

    boolean isFull() {
        return full;
    }

    long bytes() {
        return bytes;
    }

    int records() {
        return records;
    }

    static long size(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
    }
}
