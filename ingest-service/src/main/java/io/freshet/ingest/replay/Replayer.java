package io.freshet.ingest.replay;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.deadletter.RecordLookup;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.EventPublisher.Published;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.ingest.publish.RequestSender;
import io.freshet.ingest.replay.ReplayRefusedException.Reason;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Origin;
import io.freshet.records.RecordException;
import io.freshet.records.Stage;
import io.freshet.records.Topics;
import io.freshet.records.TraceContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Publishes the records of dead letters again, as they were and where they were, unless their documents have moved on.
 *
 * <p>A record goes back to its own partition: that is where its document's other events are, whoever chose it.
 */
public final class Replayer {

    private final DeadLetterLog letters;
    private final RecordLookup originals;
    private final LoggedOutcomes outcomes;
    private final RequestSender sender;
    private final Topics topics;
    private final Deserializer<ExtractedDocument> extracted;

    public Replayer(
            DeadLetterLog letters,
            RecordLookup originals,
            LoggedOutcomes outcomes,
            RequestSender sender,
            Topics topics,
            Deserializer<ExtractedDocument> extracted) {
        this.letters = letters;
        this.originals = originals;
        this.outcomes = outcomes;
        this.sender = sender;
        this.topics = topics;
        this.extracted = extracted;
    }

    /** What was published again, and where it is now. */
    public record Replayed(String id, String documentId, String topic, int partition, long offset) {}

    /** Replays the tenant's letter of this id. */
    public Replayed replay(String tenant, String id, TraceContext trace)
            throws ReplayRefusedException, BrokerUnavailableException, InterruptedException {
        FiledLetter filed = letters.find(tenant, id).orElseThrow(Replayer::unknown);
        return replay(filed, trace);
    }

    /** Replays a letter that was found. */
    public Replayed replay(FiledLetter filed, TraceContext trace)
            throws ReplayRefusedException, BrokerUnavailableException, InterruptedException {
        requireReplayable(filed.letter());
        DeadLetter letter = letters.whole(filed).orElseThrow(Replayer::unknown);
        return letter.getStage() == Stage.INGEST ? replayEvent(letter, trace) : replayOutcome(letter, trace);
    }

    private void requireReplayable(DeadLetter letter) throws ReplayRefusedException {
        String home = letter.getStage() == Stage.INGEST
                ? topics.documents().name()
                : topics.extracted().name();
        if (letter.getStage() == Stage.WRITE || !home.equals(letter.getTopic())) {
            throw new ReplayRefusedException(
                    Reason.NOT_REPLAYABLE, "a change of the index is not sent again; publish the document again");
        }
        if (letter.getTenant() == null || letter.getDocumentId() == null) {
            throw new ReplayRefusedException(Reason.NOT_REPLAYABLE, "it cannot be told which document this is about");
        }
    }

    private Replayed replayEvent(DeadLetter letter, TraceContext trace)
            throws ReplayRefusedException, BrokerUnavailableException, InterruptedException {
        Optional<ConsumerRecord<byte[], byte[]>> original = original(letter);
        Replay mark = original.flatMap(record -> Replay.in(record.headers()))
                .orElseGet(() -> new Replay(letter.getPartition(), letter.getOffset(), letter.getTimestamp()));
        refuseWhen(outcomes.exist(document(letter), mark));
        ProducerRecord<byte[], byte[]> record = copy(letter, value(letter, original));
        mark.addTo(record.headers());
        return publish(letter, record, trace);
    }

    private Replayed replayOutcome(DeadLetter letter, TraceContext trace)
            throws ReplayRefusedException, BrokerUnavailableException, InterruptedException {
        byte[] value = letter.getValue() == null ? value(letter, original(letter)) : bytes(letter.getValue());
        Origin origin = origin(value);
        Replay mark = new Replay(origin.getPartition(), origin.getOffset(), origin.getPublishedAt());
        ProducerRecord<byte[], byte[]> record = copy(letter, value);
        // Nothing checks again when it is read, as it is with an event; so nothing is done between this and the
        // sending.
        refuseWhen(outcomes.laterExist(document(letter), mark));
        return publish(letter, record, trace);
    }

    private static void refuseWhen(boolean superseded) throws ReplayRefusedException {
        if (superseded) {
            throw new ReplayRefusedException(
                    Reason.SUPERSEDED, "the document has moved on since; a replay would change nothing");
        }
    }

    private Replayed publish(DeadLetter letter, ProducerRecord<byte[], byte[]> record, TraceContext trace)
            throws ReplayRefusedException, BrokerUnavailableException, InterruptedException {
        trace.addTo(record.headers());
        try {
            Published published = sender.send(record);
            return new Replayed(
                    letter.getId(),
                    document(letter).documentId(),
                    record.topic(),
                    published.partition(),
                    published.offset());
        } catch (OversizedException e) {
            throw new ReplayRefusedException(Reason.NOT_REPLAYABLE, "the record is larger than Kafka takes now");
        }
    }

    /** The record as it was read first, if its topic still holds it. */
    private Optional<ConsumerRecord<byte[], byte[]>> original(DeadLetter letter)
            throws BrokerUnavailableException, InterruptedException {
        // A topic that was made anew may hold another record at this place.
        return originals
                .at(letter.getTopic(), letter.getPartition(), letter.getOffset())
                .filter(record -> record.timestamp() == letter.getTimestamp().toEpochMilli()
                        && Arrays.equals(record.key(), letter.getKey() == null ? null : bytes(letter.getKey())));
    }

    private static byte[] value(DeadLetter letter, Optional<ConsumerRecord<byte[], byte[]>> original)
            throws ReplayRefusedException {
        if (letter.getValue() != null) {
            return bytes(letter.getValue());
        }
        byte[] value = original.orElseThrow(() -> new ReplayRefusedException(
                        Reason.ORIGINAL_GONE,
                        "the record was too large for its dead letter, and its topic no longer holds it"))
                .value();
        if (value == null) {
            throw new ReplayRefusedException(Reason.NOT_REPLAYABLE, "the record has no value");
        }
        return value;
    }

    private static ProducerRecord<byte[], byte[]> copy(DeadLetter letter, byte[] value) {
        byte[] key = letter.getKey() == null ? null : bytes(letter.getKey());
        return new ProducerRecord<>(letter.getTopic(), letter.getPartition(), key, value);
    }

    /** Which event the outcome is of; without it nobody can tell whether the document has moved on. */
    private Origin origin(byte[] value) throws ReplayRefusedException, BrokerUnavailableException {
        try {
            return extracted.deserialize(topics.extracted().name(), value).getOrigin();
        } catch (RecordException e) {
            if (e.code().recordAtFault()) {
                throw new ReplayRefusedException(
                        Reason.NOT_REPLAYABLE,
                        "the outcome cannot be read, so it cannot be told whether the document has moved on;"
                                + " publish the document again");
            }
            throw new BrokerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static DocumentKey document(DeadLetter letter) {
        return new DocumentKey(letter.getTenant(), letter.getDocumentId());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static ReplayRefusedException unknown() {
        return new ReplayRefusedException(Reason.UNKNOWN_LETTER, "there is no dead letter of this id");
    }
}
