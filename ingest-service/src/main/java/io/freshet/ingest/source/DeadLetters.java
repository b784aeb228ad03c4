package io.freshet.ingest.source;

import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import io.freshet.records.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Writes dead letters: what was rejected, why, and all that is needed to send it again. */
final class DeadLetters {

    private static final int STACK_CHARS = 4000;

    private final Clock clock;

    DeadLetters(Clock clock) {
        this.clock = clock;
    }

    /** An event that was replayed has the letter, and so the id, that it had the first time. */
    DeadLetter of(Arrival arrival, @Nullable DocumentEvent event, Rejection rejection) {
        ConsumerRecord<byte[], byte[]> record = arrival.record();
        DocumentKey document = document(record.key(), event);
        Throwable cause = rejection.cause();
        return DeadLetter.newBuilder()
                .setId("ingest:" + record.topic() + ":" + arrival.partition() + ":" + arrival.offset())
                .setStage(Stage.INGEST)
                .setCode(rejection.code().name())
                .setMessage(rejection.message())
                .setCauseClass(cause == null ? null : cause.getClass().getName())
                .setStack(cause == null ? null : stack(cause))
                .setAttempts(rejection.attempts())
                .setTopic(record.topic())
                .setPartition(arrival.partition())
                .setOffset(arrival.offset())
                .setTimestamp(arrival.publishedAt())
                .setKey(buffer(record.key()))
                .setValue(buffer(record.value()))
                .setTenant(document == null ? null : document.tenant())
                .setDocumentId(document == null ? null : document.documentId())
                .setAt(clock.instant())
                .build();
    }

    /** The same without the original value, for one that is too large to travel along. */
    static DeadLetter withoutValue(DeadLetter letter) {
        return DeadLetter.newBuilder(letter).setValue(null).build();
    }

    /** Nothing of the record but its place: no record can make this one too large. */
    static DeadLetter bare(DeadLetter letter) {
        return DeadLetter.newBuilder(letter)
                .setKey(null)
                .setValue(null)
                .setStack(null)
                .build();
    }

    /** The key decides, as it decided the partition; without one, the event. */
    private static @Nullable DocumentKey document(byte @Nullable [] key, @Nullable DocumentEvent event) {
        try {
            if (key != null) {
                return DocumentKey.parse(new String(key, StandardCharsets.UTF_8));
            }
            return event == null ? null : new DocumentKey(event.getTenant(), event.getDocumentId());
        } catch (InvalidKeyException e) {
            return null;
        }
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static String stack(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString()
                .substring(0, Math.min(STACK_CHARS, text.getBuffer().length()));
    }
}
