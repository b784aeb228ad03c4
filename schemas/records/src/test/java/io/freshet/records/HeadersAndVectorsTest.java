package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeadersAndVectorsTest {

    @Property
    void aSequenceReadsBack(@ForAll long sequence) {
        RecordHeaders headers = new RecordHeaders();

        SequenceHeader.write(headers, 1);
        SequenceHeader.write(headers, sequence);

        assertThat(SequenceHeader.read(headers)).isEqualTo(OptionalLong.of(sequence));
        assertThat(headers.headers(SequenceHeader.NAME)).hasSize(1);
    }

    @Test
    void aSequenceIsEightBytesBigEndian() {
        RecordHeaders headers = new RecordHeaders();

        SequenceHeader.write(headers, 258);

        assertThat(headers.lastHeader("freshet-sequence").value()).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
    }

    @Test
    void noSequenceIsEmptyAndHalfASequenceIsAnError() {
        RecordHeaders headers = new RecordHeaders();
        assertThat(SequenceHeader.read(headers)).isEmpty();

        headers.add(SequenceHeader.NAME, new byte[] {1, 2});

        assertThatThrownBy(() -> SequenceHeader.read(headers))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("8 bytes")
                .hasMessageContaining("2");
    }

    @Property
    void aVectorReadsBackBitForBit(@ForAll float[] vector) {
        ByteBuffer bytes = Vectors.encode(vector);

        assertThat(Vectors.decode(bytes)).containsExactly(vector);
        assertThat(bytes.remaining()).isEqualTo(vector.length * 4);
    }

    @Test
    void vectorsAreLittleEndianAndMayBePartOfABuffer() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 0, 0, (byte) 0x80, 0x3F, 9});
        bytes.position(1).limit(5);

        assertThat(Vectors.decode(bytes)).containsExactly(1f);
        assertThat(Vectors.encode(new float[] {1f}).array()).containsExactly(0, 0, 0x80, 0x3F);
    }

    @Test
    void halfANumberIsNoVector() {
        assertThatThrownBy(() -> Vectors.decode(ByteBuffer.allocate(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7");
    }
}
