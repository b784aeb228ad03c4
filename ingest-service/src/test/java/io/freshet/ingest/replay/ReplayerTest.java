package io.freshet.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.ingest.deadletter.RecordLookup;
import io.freshet.ingest.publish.RequestSender;
import io.freshet.ingest.replay.ReplayRefusedException.Reason;
import io.freshet.records.DeadLetter;
import io.freshet.records.RecordException;
import io.freshet.records.Stage;
import io.freshet.records.Topics;
import io.freshet.records.TraceContext;
import io.freshet.records.TrustedRecords;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

final class ReplayerTest {

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>();
    private final Topics topics = new Topics("freshet.", 1);

    ReplayerTest() {
        TrustedRecords.trust();
    }

    @Test
    void anOutcomeThatCannotBeReadIsNotSentBecauseNobodyCouldTellWhetherItIsTheLast() {
        assertThatExceptionOfType(ReplayRefusedException.class)
                .isThrownBy(() -> replayer().replay("acme", "index:1", TraceContext.NONE))
                .withMessageContaining("publish the document again")
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_REPLAYABLE));

        assertThat(producer.history()).isEmpty();
    }

    private Replayer replayer() {
        return new Replayer(
                new OneLetter(letter()),
                new RecordLookup(() -> {
                    throw new IllegalStateException("the letter has its original");
                }),
                new LoggedOutcomes((document, partition, since) -> Optional.empty()),
                new RequestSender(producer),
                topics,
                (topic, value) -> {
                    throw new RecordException(RecordException.Code.WRONG_TYPE, "not an outcome");
                });
    }

    private DeadLetter letter() {
        return DeadLetter.newBuilder()
                .setId("index:1")
                .setStage(Stage.INDEX)
                .setCode("BAD_RECORD")
                .setMessage("It cannot be read.")
                .setAttempts(1)
                .setTopic(topics.extracted().name())
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(Instant.EPOCH)
                .setKey(ByteBuffer.wrap(new byte[] {1}))
                .setValue(ByteBuffer.wrap(new byte[] {2}))
                .setTenant("acme")
                .setDocumentId("d")
                .setAt(Instant.EPOCH)
                .build();
    }

    private record OneLetter(DeadLetter letter) implements DeadLetterLog {

        @Override
        public Page newest(String tenant, LetterFilter filter, int limit) {
            return new Page(List.of(), null);
        }

        @Override
        public Optional<FiledLetter> find(String tenant, String id) {
            return Optional.of(new FiledLetter(letter, true, 0, 0));
        }

        @Override
        public Optional<DeadLetter> whole(FiledLetter filed) {
            return Optional.of(letter);
        }
    }
}
