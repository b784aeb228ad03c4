package io.freshet.ingest.http;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.deadletter.LetterCursor;
import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.ingest.deadletter.RecordLookup;
import io.freshet.ingest.publish.RequestSender;
import io.freshet.ingest.replay.LoggedOutcomes;
import io.freshet.ingest.replay.Replayer;
import io.freshet.records.DeadLetter;
import io.freshet.records.Stage;
import io.freshet.records.Topics;
import io.freshet.records.TrustedRecords;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;

/** Dead letters in a list. */
final class FakeLetters implements DeadLetterLog {

    private final List<DeadLetter> letters = new ArrayList<>();

    FakeLetters() {
        TrustedRecords.trust();
    }

    void add(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public Page newest(String tenant, LetterFilter filter, int limit) {
        List<FiledLetter> all = letters.stream()
                .filter(letter -> tenant.equals(letter.getTenant()) && filter.passes(letter))
                .map(FakeLetters::filed)
                .sorted(FiledLetter.NEWEST_FIRST)
                .toList();
        return all.size() <= limit
                ? new Page(all, null)
                : new Page(
                        all.subList(0, limit),
                        LetterCursor.of(all.get(limit - 1).letter()));
    }

    @Override
    public Optional<FiledLetter> find(String tenant, String id) {
        return letters.stream()
                .filter(letter -> tenant.equals(letter.getTenant()) && id.equals(letter.getId()))
                .map(FakeLetters::filed)
                .findFirst();
    }

    @Override
    public Optional<DeadLetter> whole(FiledLetter filed) {
        return letters.stream()
                .filter(letter -> letter.getId().equals(filed.letter().getId()))
                .findFirst();
    }

    private static FiledLetter filed(DeadLetter letter) {
        return new FiledLetter(DeadLetter.newBuilder(letter).setValue(null).build(), true, 0, 0);
    }

    /** A replayer that has letters to look for, and neither originals nor a broker. */
    static Replayer replayer(DeadLetterLog letters) {
        return new Replayer(
                letters,
                new RecordLookup(() -> {
                    throw new IllegalStateException("no broker");
                }),
                new LoggedOutcomes((document, partition, since) -> Optional.empty()),
                new RequestSender(new MockProducer<>()),
                new Topics("freshet.", 1),
                (topic, bytes) -> {
                    throw new IllegalStateException("no outcomes");
                });
    }

    static DeadLetter letter(String tenant, String documentId, String code, Instant at, long offset) {
        return DeadLetter.newBuilder()
                .setId("ingest:t:1:" + offset)
                .setStage(Stage.INGEST)
                .setCode(code)
                .setMessage("The file is protected.")
                .setStack("at somewhere")
                .setAttempts(1)
                .setTopic("t")
                .setPartition(1)
                .setOffset(offset)
                .setTimestamp(at)
                .setKey(ByteBuffer.wrap(new byte[] {1}))
                .setValue(ByteBuffer.wrap(new byte[] {2}))
                .setTenant(tenant)
                .setDocumentId(documentId)
                .setAt(at)
                .build();
    }
}
