package io.freshet.ingest.source;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.replay.Replay;
import io.freshet.ingest.stream.Delivery;
import io.freshet.records.DocumentEvent;
import io.freshet.records.Origin;
import io.freshet.records.TraceContext;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A record on its way to its outcome.
 *
 * @param delivery the record and what goes with it
 * @param replay which earlier record's place it takes, if it is a replay
 * @param trace of the sender
 * @param timestamp when Kafka took the record, in milliseconds; neither before 1970 nor in the future, whatever it says
 */
record Arrival(Delivery delivery, @Nullable Replay replay, TraceContext trace, long timestamp) {

    private static final int LONGEST_EVENT_ID = 512;

    static Arrival of(Delivery delivery, Clock clock) {
        ConsumerRecord<byte[], byte[]> record = delivery.record();
        long timestamp = Math.max(0, Math.min(record.timestamp(), clock.millis()));
        Replay replay = Replay.in(record.headers()).orElse(null);
        return new Arrival(delivery, replay, TraceContext.in(record.headers()), timestamp);
    }

    /** The same, taken for what it is by itself. */
    Arrival withoutReplay() {
        return new Arrival(delivery, null, trace, timestamp);
    }

    /** Whether a replay points back, to where the event can have been. */
    boolean isSound() {
        return replay == null || (replay.partition() == record().partition() && replay.offset() < record().offset());
    }

    ConsumerRecord<byte[], byte[]> record() {
        return delivery.record();
    }

    Fence fence() {
        return delivery.fence();
    }

    /** The event's place in the order of events. */
    int partition() {
        return replay == null ? record().partition() : replay.partition();
    }

    /** The event's place in the order of events. */
    long offset() {
        return replay == null ? record().offset() : replay.offset();
    }

    /** When Kafka took the event for the first time. */
    Instant publishedAt() {
        return replay == null ? Instant.ofEpochMilli(timestamp) : replay.publishedAt();
    }

    Origin origin(DocumentEvent event) {
        return Origin.newBuilder()
                .setPartition(partition())
                .setOffset(offset())
                .setEventId(Cut.to(LONGEST_EVENT_ID, event.getEventId()))
                .setOccurredAt(event.getOccurredAt())
                .setPublishedAt(publishedAt())
                .setVersion(event.getVersion())
                .build();
    }

    /** Adds to a line of the log what tells which record it is about. */
    LoggingEventBuilder on(LoggingEventBuilder line) {
        LoggingEventBuilder known = line.addKeyValue("topic", record().topic())
                .addKeyValue("partition", record().partition())
                .addKeyValue("offset", record().offset());
        String traceId = trace.traceId();
        return traceId == null ? known : known.addKeyValue("traceId", traceId);
    }
}
