package io.freshet.index.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.index.topology.PlainAvro;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failure;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.testkit.Blocks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.Heads;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** State is read as it was written, also by the program before this one. */
final class StateSerdesTest {
    private static final Origin ORIGIN = new Origin(1, 7L, "event-7", Heads.NOON, Heads.NOON.plusMillis(3), 4L);
    private static final UUID FIRST = new UUID(1, 2);
    private static final UUID SECOND = new UUID(3, 4);

    /** A document as it was written before there were passages: version 1. */
    private static final String DOCUMENT_V1 =
            "01060208020e0e6576656e742d3780c8a1e9ef6686c8a1e9ef660208000206616263020a5469746c6500000000020a73"
                    + "746166660000000214746578742f706c61696e0a6d6f64656c0420000000000000000100000000000000020256020422"
                    + "022000000000000000030000000000000004026b00220600022000000000000000050000000000000006000212454e43"
                    + "525950544544046e6f80c8a1e9ef66020a";

    /** A chunk as it was written before rows named their model: version 1. */
    private static final String CHUNK_V1 = "0108746578740406546f7006537562000801020304";

    @Test
    void aDocumentIsReadAsItWasWritten() {
        assertThat(there(StateSerdes.documents(), state(FIRST))).isEqualTo(state(FIRST));
    }

    @Test
    void aDocumentOfThePreviousProgramIsRead() {
        byte[] old = HexFormat.of().parseHex(DOCUMENT_V1);

        assertThat(StateSerdes.documents().deserializer().deserialize("", old)).isEqualTo(state(null));
    }

    @Test
    void aChunkIsReadAsItWasWritten() {
        ChunkRow row = new ChunkRow("text", List.of("Top", "Sub"), ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), "model");

        assertThat(there(StateSerdes.chunks(), row)).isEqualTo(row);
    }

    @Test
    void aChunkOfThePreviousProgramIsRead() {
        byte[] old = HexFormat.of().parseHex(CHUNK_V1);

        assertThat(StateSerdes.chunks().deserializer().deserialize("", old))
                .isEqualTo(new ChunkRow("text", List.of("Top", "Sub"), ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), null));
    }

    @Test
    void aChangeThatWaitsIsReadAsItWasWritten() {
        ExtractedDocument event =
                Extracted.text("doc", Blocks.paragraph("Cats sleep.")).offset(7).build();
        Standing standing = state(null).standing();
        Waiting waiting = new Waiting(
                new Wanted(standing, Wanted.TextFrom.ARRIVED),
                new Wanted(standing.at(ORIGIN), Wanted.TextFrom.ARRIVED),
                new Wanted(standing.at(ORIGIN), Wanted.TextFrom.UNTOUCHED),
                new Arrival("extracted", 1, 99, Heads.NOON, event),
                new Arrival("extracted", 1, 98, Heads.NOON, event),
                Instant.ofEpochMilli(5),
                List.of(FIRST, SECOND));

        assertThat(there(StateSerdes.waiting(PlainAvro.serde()), waiting)).isEqualTo(waiting);
    }

    @Test
    void bytesOfANewerProgramAreRefused() {
        assertThatThrownBy(() -> StateSerdes.documents().deserializer().deserialize("", new byte[] {9, 1, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("another form");
    }

    private static <T> T there(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("", serde.serializer().serialize("", value));
    }

    private static DocumentState state(@Nullable UUID parent) {
        Metadata metadata = Metadata.newBuilder()
                .setTitle("Title")
                .setReaders(List.of("staff"))
                .build();
        Standing standing = new Standing(
                4L, ORIGIN, null, "abc", metadata, "text/plain", new Failure("ENCRYPTED", "no", Heads.NOON), 5L);
        return new DocumentState(
                3,
                standing,
                "model",
                List.of(new ChunkEntry(FIRST, "V", 2, 17, 1, parent), new ChunkEntry(SECOND, "k", null, 17, 3, parent)),
                List.of(new UUID(5, 6)));
    }
}
