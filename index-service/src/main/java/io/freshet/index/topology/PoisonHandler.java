package io.freshet.index.topology;

import io.freshet.index.deadletter.DeadLetters;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.records.DeadLetter;
import io.freshet.records.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record that cannot be read or processed to the dead letters, and lets the stream go on.
 *
 * <p>What will pass by itself (a registry out of reach) is no fault of the record: then the stream stops at it, the
 * transaction is undone, and it is tried again. So it does where there is no record to blame, on a timer.
 */
public final class PoisonHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {
    /** Where Streams finds the {@link Desk} in its configuration. */
    public static final String DESK = "freshet.dead-letter.desk";

    private static final Logger log = LoggerFactory.getLogger(PoisonHandler.class);

    @SuppressWarnings("NullAway.Init") // by configure, which Streams calls after its no-argument constructor
    private Desk desk;

    /** Where dead letters are written and addressed. */
    public record Desk(
            DeadLetters letters, Topic<DeadLetter> topic, Serializer<DeadLetter> serializer, IndexMeters meters) {}

    @Override
    public void configure(Map<String, ?> configuration) {
        desk = (Desk) Objects.requireNonNull(configuration.get(DESK));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> bad, Exception cause) {
        if (passes(cause)) {
            return DeserializationExceptionHandler.Response.fail();
        }
        DeadLetters.Source source = new DeadLetters.Source(
                bad.topic(), bad.partition(), bad.offset(), bad.timestamp(), bad.key(), bad.value());
        return DeserializationExceptionHandler.Response.resume(
                List.of(letter(source, "UNREADABLE", "the record cannot be read", cause)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> bad, Exception cause) {
        if (passes(cause) || context.topic() == null) {
            return ProcessingExceptionHandler.Response.fail();
        }
        DeadLetters.Source source = new DeadLetters.Source(
                context.topic(),
                context.partition(),
                context.offset(),
                context.timestamp(),
                context.sourceRawKey(),
                context.sourceRawValue());
        return ProcessingExceptionHandler.Response.resume(
                List.of(letter(source, "PROCESSING_FAILED", "the record cannot be processed", cause)));
    }

    private ProducerRecord<byte[], byte[]> letter(
            DeadLetters.Source source, String code, String message, Exception cause) {
        log.atWarn()
                .setCause(cause)
                .addKeyValue("topic", source.topic())
                .addKeyValue("partition", source.partition())
                .addKeyValue("offset", source.offset())
                .addKeyValue("stage", "INDEX")
                .addKeyValue("code", code)
                .log("record given up");
        desk.meters().deadLetter("index", code);
        byte[] value =
                desk.serializer().serialize(desk.topic().name(), desk.letters().letter(source, code, message, cause));
        return new ProducerRecord<>(desk.topic().name(), null, source.timestamp(), source.key(), value);
    }

    /** Kafka's own trouble passes or is fatal; only what it says about bytes is about the record. */
    private static boolean passes(Throwable failure) {
        boolean aboutBytes = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
            aboutBytes |= cause instanceof SerializationException;
        }
        return failure instanceof KafkaException && !aboutBytes;
    }
}
