package io.freshet.ingest.replay;

import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.RecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition of the outcomes with a consumer of its own, once for each question. Keys are compared as bytes; a value is
 * read only when its key is the one.
 */
public final class KafkaOutcomeLog implements OutcomeLog {

    /** Outcomes carry their event's time; clocks of brokers differ. */
    private static final Duration ALLOWANCE = Duration.ofHours(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Deserializer<ExtractedDocument> deserializer;
    private final Duration patience;

    /**
     * Prepares the reading.
     *
     * @param consumers make readers of committed records
     * @param patience how long a question may take
     */
    public KafkaOutcomeLog(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            Deserializer<ExtractedDocument> deserializer,
            Duration patience) {
        this.consumers = consumers;
        this.topic = topic;
        this.deserializer = deserializer;
        this.patience = patience;
    }

    @Override
    public Optional<ExtractedDocument> last(DocumentKey document, int partition, Instant since)
            throws BrokerUnavailableException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] key = document.toString().getBytes(StandardCharsets.UTF_8);
        TopicPartition place = new TopicPartition(topic, partition);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(List.of(place));
            long end = consumer.endOffsets(List.of(place), patience).getOrDefault(place, 0L);
            consumer.seek(place, begin(consumer, place, since, end));
            Optional<ExtractedDocument> last = Optional.empty();
            while (consumer.position(place) < end) {
                if (System.nanoTime() > deadline) {
                    throw new BrokerUnavailableException("reading took too long", new IllegalStateException());
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<ExtractedDocument> outcome =
                            Arrays.equals(key, record.key()) ? outcome(record) : Optional.empty();
                    last = outcome.isPresent() ? outcome : last;
                }
            }
            return last;
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private long begin(Consumer<byte[], byte[]> consumer, TopicPartition place, Instant since, long end) {
        long time = Math.max(0, since.minus(ALLOWANCE).toEpochMilli());
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found =
                consumer.offsetsForTimes(Map.of(place, time), patience);
        OffsetAndTimestamp first = found.get(place);
        return first == null ? end : first.offset();
    }

    private Optional<ExtractedDocument> outcome(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(deserializer.deserialize(topic, record.headers(), record.value()));
        } catch (RecordException e) {
            if (e.code().recordAtFault()) {
                return Optional.empty(); // not written by us
            }
            throw e;
        }
    }
}
